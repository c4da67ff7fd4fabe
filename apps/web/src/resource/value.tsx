import type { Address, Resource } from '@groundwork/domain'
import { addressText } from '../channels/address-text.ts'
import { formatDay, formatNumber } from '../ui/format.ts'
import { TagList } from '../ui/tag-list.tsx'
import { When } from '../ui/when.tsx'
import { ItemsInWords } from './items-in-words.tsx'
import type { AnyRow } from './record-types.ts'
import { ReferenceName } from './reference-name.tsx'
import { lookupOf } from './references.ts'
import { StatusBadge } from './status-badge.tsx'
import styles from './value.module.css'
import { spell, words } from './words.ts'

interface ValueProps {
  readonly resource: Resource
  readonly name: string
  readonly value: unknown
  /** The row it is of: it knows what its references are called. */
  readonly row?: AnyRow
  /** Everything there is, over several lines; otherwise what fits one. */
  readonly isWhole?: boolean
}

/** A value of a record as its definition says it is to be read. */
export function Value({ resource, name, value, row, isWhole = false }: ValueProps) {
  const field = resource.fields[name]
  if (value === null || value === undefined || value === '') return <span className={styles.none}>–</span>
  if (!field) return String(value)
  if (field.reference === 'status') return <StatusBadge slug={String(value)} />
  if (field.choices) return spell(String(value))
  if (name === 'color') return <Color value={String(value)} />
  if (field.reference) {
    return (
      <ReferenceName resource={field.reference} id={String(value)} shownAs={row && lookupOf(resource, name, row)} />
    )
  }
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
    case 'decimal':
      return <span className="tabular">{String(value)}</span>
    case 'textArray':
      return <TagList tags={value as string[]} />
    case 'items':
      return <ItemsInWords items={value as AnyRow[]} isWhole={isWhole} />
    case 'json':
      return field.members ? addressText(value as Address) : <JsonInWords value={value as AnyRow} isWhole={isWhole} />
    default:
      return String(value)
  }
}

/** A colour as it is, beside how it is written. */
function Color({ value }: { value: string }) {
  return (
    <span className={styles.color}>
      <span className={styles.swatch} style={{ background: value }} aria-hidden />
      <span className="tabular">{value}</span>
    </span>
  )
}

/** Names and values; a name alone on one line is worth more than brackets. */
function JsonInWords({ value, isWhole }: { value: AnyRow; isWhole: boolean }) {
  const entries = Object.entries(value)
  if (!entries.length) return <span className={styles.none}>–</span>
  const pairs = entries.map(([name, of]) => `${name}: ${typeof of === 'string' ? of : JSON.stringify(of)}`)
  return isWhole ? (
    <ul>
      {pairs.map((pair) => (
        <li key={pair}>{pair}</li>
      ))}
    </ul>
  ) : (
    <span title={pairs.join('\n')}>{pairs.join(', ')}</span>
  )
}
