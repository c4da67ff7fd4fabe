import { IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { lazyDialog } from '../ui/lazy-dialog.tsx'
import type { ExportDialogProps } from './export-dialog.tsx'
import { isExported } from './is-exported.ts'
import { words } from './words.ts'

const ExportDialog = lazyDialog(() => import('./export-dialog.tsx').then((part) => part.ExportDialog))

type ExportButtonProps = Omit<ExportDialogProps, 'organization' | 'onClose'> & {
  /** Undefined over all organizations: a file belongs to one. */
  readonly organization: string | undefined
}

/** Offered to who may take rows out. Over all organizations it is not: nobody could say whose file it would be. */
export function ExportButton({ organization, ...list }: ExportButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { can } = useAbilities()
  const { memberships } = useMe()
  const [only, ...others] = memberships
  const home = organization ?? (others.length ? undefined : only?.organization)
  if (home === undefined || !isExported(list.resource.name) || !can('export', list.resource, home)) return null
  return (
    <>
      <IconButton label={words.export} onClick={() => setIsOpen(true)}>
        <IconFileExport size={18} />
      </IconButton>
      {isOpen && <ExportDialog {...list} organization={home} onClose={() => setIsOpen(false)} />}
    </>
  )
}
