import { type Derived, type Field, type FieldKind, type Resource, resourceNamed, snakeCase } from '@groundwork/domain'

/** One field of a resource where it is stored. */
export interface Column {
  readonly field: string
  readonly name: string
  readonly kind: FieldKind
  readonly isNullable: boolean
  /** For what is looked up: the joined column, beside the row `t` and the table's `lookupJoins`. */
  readonly expression?: string
  /** The same value taken from a row that has been read, where it is no cell of its own. */
  readonly valueIn?: (row: Readonly<Record<string, unknown>>) => unknown
}

/** A label of a referenced row. */
interface Lookup extends Column {
  /** The reference's own column, and what it leads to. */
  readonly from: string
  readonly target: { readonly name: string; readonly key: string }
}

/** What never changes about the SQL of a resource: made once, on first use. */
export interface Table {
  readonly resource: Resource
  readonly name: string
  readonly key: Column
  readonly columns: readonly Column[]
  readonly byField: ReadonlyMap<string, Column>
  /** The column that says whose row it is, where rows belong to an organization. */
  readonly organization: Column | null
  /** Names of the cells that `selectList` brings, in its order: fields, then lookups. */
  readonly cells: readonly string[]
  /** With all that a row has: a copy of it is filled in several times faster than an object grows, be it by one name. */
  readonly emptyRow: Readonly<Record<string, unknown>>
  readonly derived: readonly (readonly [name: string, derived: Derived])[]
  /** `t.id, t.organization_id, ..., l0.name` of the row `t`. */
  readonly selectList: string
  /** `left join organization l0 on l0.id = t.organization_id` for each lookup. */
  readonly lookupJoins: string
  readonly lookups: readonly Lookup[]
}

const tables = new WeakMap<Resource, Table>()

export function tableOf(resource: Resource): Table {
  const known = tables.get(resource)
  if (known) return known
  const table = describe(resource)
  tables.set(resource, table)
  return table
}

/** A reference `baseUom` is the column `base_uom_id`. */
export const columnName = (field: string, { reference, column }: Pick<Field, 'reference' | 'column'>) =>
  column ?? (reference ? `${snakeCase(field)}_id` : snakeCase(field))

/** The column of a field that is known to exist. */
export function columnOfField(table: Table, field: string): Column {
  const column = table.byField.get(field)
  if (!column) throw new Error(`${table.resource.name} has no field ${field}`)
  return column
}

function describe(resource: Resource): Table {
  const columns = Object.entries(resource.fields).map(
    ([field, definition]): Column => ({
      field,
      name: columnName(field, definition),
      kind: definition.kind,
      isNullable: definition.presence === 'nullable',
    }),
  )
  const byField = new Map(columns.map((column) => [column.field, column]))
  const columnNamed = (field: string): Column => {
    const column = byField.get(field)
    if (!column) throw new Error(`${resource.name} has no field ${field}`)
    return column
  }
  const lookups = describeLookups(resource, columnNamed)
  const cells = [...columns.map(({ field }) => field), ...lookups.columns.map(({ field }) => field)]
  return {
    resource,
    name: resource.table,
    key: columnNamed(resource.key),
    columns,
    byField,
    organization: resource.scope.kind === 'organization' ? columnNamed(resource.scope.field) : null,
    cells,
    emptyRow: Object.fromEntries(resource.columns.map((name) => [name, undefined])),
    derived: Object.entries(resource.derived),
    selectList: [
      ...columns.map(({ name }) => `t.${name}`),
      ...lookups.columns.map(({ expression }) => expression),
    ].join(', '),
    lookupJoins: lookups.joins.join(' '),
    lookups: lookups.columns,
  }
}

/** Lookups through the same reference share one join. */
function describeLookups({ name: owner, fields, lookups }: Resource, columnNamed: (field: string) => Column) {
  const aliases = new Map<string, string>()
  const joins: string[] = []
  const columns = Object.entries(lookups).map(([name, path]): Lookup => {
    const [reference = '', shown = ''] = path.split('.')
    const target = resourceNamed(fields[reference]?.reference ?? `${owner}.${reference}`)
    const alias = aliases.get(reference) ?? `l${aliases.size}`
    if (!aliases.has(reference)) {
      aliases.set(reference, alias)
      joins.push(
        `left join ${target.table} ${alias} on ${alias}.${keyColumn(target)} = t.${columnNamed(reference).name}`,
      )
    }
    const field = target.fields[shown]
    if (!field) throw new Error(`${owner}: the lookup ${path} leads nowhere`)
    const shownColumn = columnName(shown, field)
    return {
      field: name,
      name: shownColumn,
      kind: field.kind,
      isNullable: true,
      expression: `${alias}.${shownColumn}`,
      from: columnNamed(reference).name,
      target: { name: target.table, key: keyColumn(target) },
    }
  })
  return { columns, joins }
}

/** Where a column stands beside a row of the table. */
export const columnSql = ({ name, expression }: Column, alias: string) => expression ?? `${alias}.${name}`

/** The column of a resource's own key, which is never a reference. */
export const keyColumn = ({ key }: Resource) => snakeCase(key)
