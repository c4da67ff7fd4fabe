import { IconFileImport } from '@tabler/icons-react'
import type { NamedResource } from '../resource/record-types.ts'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { IconLink } from '../ui/icon-link.tsx'
import { words } from './words.ts'

interface ImportButtonProps {
  readonly resource: NamedResource
  readonly organization: string | undefined
}

/** The way to the import of a list, for who may bring rows in. Whose rows they become is asked there where it is not clear. */
export function ImportButton({ resource, organization }: ImportButtonProps) {
  const { can } = useAbilities()
  const { memberships } = useMe()
  const [only, ...others] = memberships
  const home = organization ?? (others.length ? undefined : only?.organization)
  if (!resource.importable || !can('import', resource, home)) return null
  return (
    <IconLink
      label={words.import}
      to="/$plural/import"
      params={{ plural: resource.plural }}
      search={home === undefined ? {} : { org: home }}
    >
      <IconFileImport size={18} />
    </IconLink>
  )
}
