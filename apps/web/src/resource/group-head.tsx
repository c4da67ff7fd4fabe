import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RowsInput, rowCountQuery } from '../api/rows.ts'
import { approximately } from '../bulk/words.ts'
import type { Definition } from '../custom-field/definitions.ts'
import type { GroupHeadOf } from '../grid/grid-lines.ts'
import { CustomValue } from './custom-value.tsx'
import styles from './group-head.module.css'
import { groupLabel } from './group-label.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import { Value } from './value.tsx'
import { groupValue, isNothing, withinGroup } from './within-group.ts'
import { words } from './words.ts'

interface GroupHeadProps extends GroupHeadOf<AnyRow> {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly group: string
  /** What the list asks for. */
  readonly input: RowsInput
}

/** What the rows below have in common, and how many they are: of all there are, not of those that are loaded. It folds them away. */
export function GroupHead({ resource, definitions, group, input, row, isFolded, onToggle }: GroupHeadProps) {
  const value = groupValue(row, group)
  const narrowed = withinGroup(input, group, value)
  const { data } = useQuery(rowCountQuery(resource.name, narrowed))
  const definition = definitions.find(({ key }) => group === `customFields.${key}`)
  const shown = definition ? (
    <CustomValue definition={definition} value={value} />
  ) : (
    <Value resource={resource} name={group} value={value} row={row} />
  )
  return (
    <>
      <button type="button" className={styles.fold} aria-expanded={!isFolded} onClick={onToggle}>
        <IconChevronRight size={16} aria-hidden className={styles.chevron} />
        <span className={styles.field}>{groupLabel(group, definitions)}</span>
        {isNothing(value) ? <span className={styles.field}>{words.noValue}</span> : shown}
      </button>
      {data && <span className={`${styles.count} tabular`}>{approximately(data.count, data.isCountExact)}</span>}
    </>
  )
}
