import { useQuery } from '@tanstack/react-query'
import { type RowsInput, rowCountQuery } from '../api/rows.ts'
import { approximately } from '../bulk/words.ts'
import type { Definition } from '../custom-field/definitions.ts'
import { CustomValue } from './custom-value.tsx'
import styles from './group-head.module.css'
import { groupLabel } from './group-label.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import { Value } from './value.tsx'
import { groupValue, isNothing, withinGroup } from './within-group.ts'
import { words } from './words.ts'

interface GroupHeadProps {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly group: string
  /** The first row of it. */
  readonly row: AnyRow
  /** What the list asks for. */
  readonly input: RowsInput
}

/** What the rows below have in common, and how many they are: of all there are, not of those that are loaded. */
export function GroupHead({ resource, definitions, group, row, input }: GroupHeadProps) {
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
      <span className={styles.field}>{groupLabel(group, definitions)}</span>
      {isNothing(value) ? <span className={styles.field}>{words.noValue}</span> : shown}
      {data && <span className={`${styles.count} tabular`}>{approximately(data.count, data.isCountExact)}</span>}
    </>
  )
}
