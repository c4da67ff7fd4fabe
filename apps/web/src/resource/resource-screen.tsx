import { IconLock } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import type { InputOverrides } from './form-group.tsx'
import type { AnyRow, MakerProps, NamedResource } from './record-types.ts'
import type { ShownCells } from './resource-columns.tsx'
import { ResourceList } from './resource-list.tsx'
import { words } from './words.ts'

export interface ResourceScreenProps {
  readonly resource: NamedResource
  /** For people, lower case: `products`. */
  readonly plural: string
  readonly title: string
  /** Fields and lookups that are shown by themselves, in order. The first one names the record. Others can be added by the reader. */
  readonly columns: readonly string[]
  /** Tracks of a CSS grid for columns that are not as wide as others. */
  readonly widths?: Readonly<Record<string, string>>
  readonly isReadOnly?: boolean
  /** Inputs of the resource's own in its form, by field. */
  readonly inputs?: InputOverrides
  /** Beside the title: the way to a neighbouring list. */
  readonly neighbours?: ReactNode
  /** Entries of a row's menu besides open and delete. */
  readonly rowItems?: (row: AnyRow) => ReactNode
  /** Columns that say more than their definition knows, by field. */
  readonly cells?: ShownCells
  /** In the place of the form of an open record: where it is watched rather than filled in. */
  readonly view?: ComponentType<{ readonly row: AnyRow }>
  /** In the place of the form of a new record: where it takes more than fields. */
  readonly maker?: ComponentType<MakerProps>
}

/** A list of records with search, filters, order, columns and a form: everything from the definition. */
export function ResourceScreen(props: ResourceScreenProps) {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', props.resource, organization)) {
    return <EmptyState icon={IconLock} title={words.noViewTitle(props.plural)} hint={words.noViewHint} />
  }
  return <ResourceList {...props} />
}
