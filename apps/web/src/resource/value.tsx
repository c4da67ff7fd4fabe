import type { Resource } from '@groundwork/domain'
import { formatDay, formatNumber } from '../ui/format.ts'
import { TagList } from '../ui/tag-list.tsx'
import { When } from '../ui/when.tsx'
import { ReferenceName } from './reference-name.tsx'
import styles from './value.module.css'
import { spell, words } from './words.ts'

interface ValueProps {
  readonly resource: Resource
  readonly name: string
  readonly value: unknown
}

/** A value of a record as its definition says it is to be read. */
export function Value({ resource, name, value }: ValueProps) {
  const field = resource.fields[name]
  if (value === null || value === undefined || value === '') return <span className={styles.none}>–</span>
  if (!field) return String(value)
  if (field.choices) return <Choice value={String(value)} isState={name === 'status'} />
  if (field.reference) return <ReferenceName resource={field.reference} id={String(value)} />
  switch (field.kind) {
    case 'timestamp':
      return <When at={String(value)} />
    case 'date':
      return <span className="tabular">{formatDay(`${String(value)}T00:00:00`)}</span>
    case 'boolean':
      return value === true ? words.yes : words.no
    case 'integer':
    case 'bigint':
      return <span className="tabular">{formatNumber(Number(value))}</span>
    case 'textArray':
      return <TagList tags={value as string[]} />
    case 'json':
      return <span className="mono">{JSON.stringify(value)}</span>
    default:
      return String(value)
  }
}

/** Words that states of most things share, by how they feel. */
const tones: Readonly<Record<string, string>> = {
  active: 'good',
  draft: 'plain',
  inactive: 'warn',
  discontinued: 'warn',
  archived: 'plain',
}

function Choice({ value, isState }: { value: string; isState: boolean }) {
  if (!isState) return spell(value)
  return (
    <span className={styles.state} data-tone={tones[value] ?? 'plain'}>
      <span className={styles.dot} aria-hidden />
      {spell(value)}
    </span>
  )
}
