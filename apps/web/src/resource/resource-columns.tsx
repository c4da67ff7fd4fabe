import { type Resource, sortableNames } from '@groundwork/domain'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Definition } from '../custom-field/definitions.ts'
import type { Column } from '../grid/column.ts'
import { formatDecimal } from '../ui/format.ts'
import { TagList } from '../ui/tag-list.tsx'
import { CustomValue } from './custom-value.tsx'
import type { AnyRow, NamedResource } from './record-types.ts'
import { lookupName } from './references.ts'
import styles from './resource-columns.module.css'
import { StatusBadge } from './status-badge.tsx'
import { tagsOf } from './tag-colors.ts'
import { Value } from './value.tsx'
import { spell, words } from './words.ts'

/** What stands in a column instead of the value as its definition says it. */
export type ShownCells = Readonly<Record<string, (row: AnyRow) => ReactNode>>

export interface ColumnSource {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  /** Fields and lookups that are shown by themselves, in order. The first one names the record. */
  readonly names: readonly string[]
  readonly widths: Readonly<Record<string, string>>
  readonly isOpenable: boolean
  readonly isTrash: boolean
  /** Of a single organization: that need not be said in each row. */
  readonly isOfOne: boolean
  readonly cells: ShownCells
}

/** Every column a list of these records can have, and those it has by itself. */
export function resourceColumns(source: ColumnSource): {
  readonly columns: readonly Column<AnyRow>[]
  readonly defaults: readonly string[]
} {
  const { resource, definitions, names, isTrash, isOfOne } = source
  const [first = resource.title, ...others] = names
  const own = others
    .map((name) => referenceBehind(resource, name) ?? name)
    .filter((name) => !(isOfOne && name === 'organization'))
  const defaults = [...new Set([first, ...(isTrash ? ['deletedAt'] : []), ...own])]
  const further = columnNames(resource, isTrash).filter(
    (name) => !defaults.includes(name) && name !== referenceBehind(resource, first),
  )
  const fields = [...defaults, ...further].map((name, place) =>
    fieldColumn(source, name, place === 0 ? own.slice(0, 3) : null),
  )
  return { columns: [...fields, ...definitions.map(customColumn)], defaults }
}

/** `categoryName` shows what `category` is called: one column is enough for both, and that one can be edited. */
function referenceBehind(resource: Resource, lookup: string): string | undefined {
  const name = resource.lookups[lookup]?.split('.')[0]
  return name !== undefined && lookupName(resource, name) === lookup ? name : undefined
}

const unshown = new Set(['id', 'version', 'customFields', 'abilities'])

function columnNames(resource: Resource, isTrash: boolean): string[] {
  return resource.columns.filter((name) => {
    if (unshown.has(name) || (name === 'deletedAt' && !isTrash)) return false
    if (name in resource.lookups && referenceBehind(resource, name)) return false
    const field = resource.fields[name]
    return field?.kind !== 'json' || field.members !== undefined
  })
}

const standardWidths: Readonly<Record<string, string>> = {
  timestamp: '120px',
  date: '120px',
  boolean: '88px',
  integer: '104px',
  bigint: '112px',
  decimal: '120px',
  textArray: 'minmax(120px, 1.2fr)',
}

function fieldColumn(
  { resource, widths, isOpenable, cells }: ColumnSource,
  name: string,
  second: readonly string[] | null,
): Column<AnyRow> {
  const field = resource.fields[name]
  const lookup = lookupName(resource, name)
  const isNumber = field?.kind === 'integer' || field?.kind === 'bigint' || field?.kind === 'decimal'
  const sortBy = [name, lookup].find((one) => one !== undefined && sortableNames(resource).includes(one))
  const show = cells[name] ?? ((row: AnyRow) => shown(resource, name, row))
  return {
    key: name,
    label: spell(name),
    width:
      widths[name] ??
      widths[lookup ?? ''] ??
      (second ? 'minmax(180px, 3fr)' : (standardWidths[field?.kind ?? ''] ?? 'minmax(112px, 1fr)')),
    ...(isNumber && { isEnd: true }),
    ...(sortBy && { sortBy }),
    render: second
      ? (row) => (
          <span className={styles.name}>
            {isOpenable ? <OpenLink id={String(row[resource.key])}>{show(row)}</OpenLink> : show(row)}
            <span className={styles.second}>
              {second.map((other) => (
                <span key={other}>{shown(resource, other, row)}</span>
              ))}
            </span>
          </span>
        )
      : show,
  }
}

/** A value of a row as a list shows it: in one line, with what the row itself says of others. */
function shown(resource: Resource, name: string, row: AnyRow): ReactNode {
  const value = row[name]
  const field = resource.fields[name]
  if (value === null || value === undefined || value === '') return <span className={styles.none}>–</span>
  if (field?.reference === 'status') return <StatusBadge slug={String(value)} />
  const title = row[lookupName(resource, name) ?? '']
  if (typeof title === 'string') return title
  if (field?.kind === 'decimal') return <span className="tabular">{formatDecimal(String(value))}</span>
  if (field?.kind === 'textArray') return <RowTags row={row} tags={value as string[]} />
  if (field?.kind === 'items') return <Items items={value as AnyRow[]} />
  return <Value resource={resource} name={name} value={value} />
}

/** The first one, which is the primary one, and how many more there are. */
function Items({ items }: { items: readonly AnyRow[] }) {
  const [first] = items
  if (!first) return <span className={styles.none}>–</span>
  const said = Object.values(first).find((one) => typeof one === 'string' && one !== '' && one !== first.id)
  return items.length === 1 ? String(said ?? '') : `${String(said ?? '')} ${words.andMore(items.length - 1)}`
}

function RowTags({ row, tags }: { row: AnyRow; tags: readonly string[] }) {
  const organization = typeof row.organization === 'string' ? row.organization : ''
  const { data } = useQuery({ ...tagsOf(organization), enabled: organization !== '' && tags.length > 0 })
  return tags.length ? <TagList tags={tags} colors={data} /> : <span className={styles.none}>–</span>
}

function customColumn(definition: Definition): Column<AnyRow> {
  const { key, label, type } = definition
  const name = `customFields.${key}`
  return {
    key: name,
    label,
    width: type === 'number' || type === 'date' ? '120px' : 'minmax(112px, 1fr)',
    sortBy: name,
    ...(type === 'number' && { isEnd: true }),
    render: (row) => <CustomValue value={(row.customFields as AnyRow | undefined)?.[key]} definition={definition} />,
  }
}

/** A real link, so that a record opens in another tab as well. */
function OpenLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={styles.open}>
      {children}
    </Link>
  )
}
