import type { Definition } from '../custom-field/definitions.ts'
import { formatDay, formatDecimal } from '../ui/format.ts'
import { TagList } from '../ui/tag-list.tsx'
import { ReferenceName } from './reference-name.tsx'
import styles from './value.module.css'
import { words } from './words.ts'

interface CustomValueProps {
  readonly value: unknown
  /** How it was defined; without that it is shown as it is. */
  readonly definition: Pick<Definition, 'type' | 'options'> | undefined
}

/** A value of a field of the organization's own, as its definition says it is to be read. */
export function CustomValue({ value, definition }: CustomValueProps) {
  if (value === null || value === undefined || value === '') return <span className={styles.none}>–</span>
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return <span className="tabular">{formatDecimal(String(value))}</span>
  if (Array.isArray(value)) return <TagList tags={value.map(String)} />
  if (typeof value === 'object') return JSON.stringify(value)
  if (definition?.type === 'date') return <span className="tabular">{formatDay(`${String(value)}T00:00:00`)}</span>
  if (definition?.type === 'reference' && definition.options.resource) {
    return <ReferenceName resource={definition.options.resource} id={String(value)} />
  }
  return String(value)
}
