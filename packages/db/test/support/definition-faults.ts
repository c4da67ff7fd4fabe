import { type Field, mayHaveNone, type Resource, resourceNamed, snakeCase } from '@groundwork/domain'
import type { CatalogueTable } from './catalogue.ts'

const types: Readonly<Record<Field['kind'], string>> = {
  uuid: 'uuid',
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp(3) with time zone',
  textArray: 'text[]',
  json: 'jsonb',
  items: 'jsonb',
}

/** A decimal column says how many digits it keeps; what may be written is the definition's to say. */
const plainType = (type: string) => type.replace(/^numeric\(\d+,\d+\)$/, 'numeric')

const columnOf = (name: string, field: Field | undefined) =>
  field?.column ?? `${snakeCase(name)}${field?.reference ? '_id' : ''}`

/** Where a definition and its table say different things. */
export function definitionFaults(resource: Resource, table: CatalogueTable | undefined): string[] {
  if (!table) return [`${resource.name}: there is no table ${resource.table}`]
  const faults = [
    ...Object.entries(resource.fields).flatMap(([name, field]) => columnFaults(resource, table, { name, field })),
    ...strayColumns(resource, table),
    ...uniqueFaults(resource, table),
    ...orderFaults(resource, table),
    ...referenceFaults(resource, table),
    ...checkFaults(resource, table),
    ...(table.columns.some(({ type }) => !Object.values(types).includes(plainType(type)))
      ? ['has a column of an unusual type']
      : []),
  ]
  return faults.map((fault) => `${resource.name}: ${fault}`)
}

function columnFaults(
  resource: Resource,
  table: CatalogueTable,
  { name, field }: { name: string; field: Field },
): string[] {
  const wanted = columnOf(name, field)
  const column = table.columns.find((candidate) => candidate.name === wanted)
  if (!column) return [`no column ${wanted} for ${name}`]
  const check = table.checks.find((candidate) => candidate.name === `${table.name}_${wanted}_check`)?.definition ?? ''
  const allowed = [...check.matchAll(/'([^']*)'::text/g)].map(([, choice]) => choice)
  // A handle that is left out is made from the title, by no default of the column.
  const isDefaultNeeded = field.presence === 'defaulted' && name !== resource.key && name !== resource.handle
  return [
    ...(plainType(column.type) === types[field.kind] ? [] : [`${wanted} is ${column.type}, not ${types[field.kind]}`]),
    ...(column.isNullable === (field.presence === 'nullable')
      ? []
      : [`${wanted} is ${column.isNullable ? '' : 'not '}nullable`]),
    ...(isDefaultNeeded && !column.hasDefault ? [`${wanted} has no default`] : []),
    ...(field.choices && field.choices.join() !== allowed.join()
      ? [`${wanted} allows ${allowed}, not ${field.choices}`]
      : []),
  ]
}

/** Only a tree's own bookkeeping may be unknown to the definition. */
function strayColumns({ fields, tree }: Resource, { columns }: CatalogueTable): string[] {
  const known = new Set([
    ...Object.entries(fields).map(([name, field]) => columnOf(name, field)),
    ...(tree ? ['path', 'depth'] : []),
  ])
  return columns.filter(({ name }) => !known.has(name)).map(({ name }) => `the column ${name} is in no field`)
}

/** Named after their columns, because errors are told by that name; among live rows where deleted ones are kept. */
function uniqueFaults(resource: Resource, table: CatalogueTable): string[] {
  const { fields, uniques = [], softDelete, key, table: tableName, importable } = resource
  const primary = table.uniques.find(({ isPrimary }) => isPrimary)
  const primaryColumns = table.isPartitioned ? primary?.columns.slice(0, 1) : primary?.columns
  const faults = primaryColumns?.join() === columnOf(key, fields[key]) ? [] : [`the primary key is not ${key}`]
  for (const set of uniques) {
    const columns = set.map((name) => columnOf(name, fields[name]))
    const unique = table.uniques.find(({ name }) => name === `${tableName}_${columns.join('_')}_key`)
    if (!unique) faults.push(`no unique on ${columns}`)
    else if (unique.columns.map((column) => column.replace(/^lower\((.+)\)$/, '$1')).join() !== columns.join()) {
      faults.push(`${unique.name} is on ${unique.columns}`)
    } else if ((unique.where === '(deleted_at IS NULL)') !== (softDelete === true)) {
      faults.push(`${unique.name} is ${softDelete ? 'not ' : ''}partial`)
    }
    // By which keys an import finds one row and no other.
    const mayBeBlank = set.some((name) => fields[name]?.presence === 'nullable')
    const isWhole = !set.some((name) => mayHaveNone(resource, name))
    if (unique && importable && mayBeBlank && unique.takesNullsForEqual !== isWhole) {
      faults.push(`${unique.name} takes nulls for ${isWhole ? 'different' : 'equal'}`)
    }
  }
  return faults
}

/** What is deleted for good is held by foreign keys, whatever the engine sees; and what goes with it has to go for good as well. */
function referenceFaults({ fields, softDelete, appendOnly }: Resource, { foreignKeys }: CatalogueTable): string[] {
  // What happened outlives whom it happened to.
  if (appendOnly) return []
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!field.reference || (field.write === 'never' && !field.onDelete)) return []
    const target = resourceNamed(field.reference)
    const wanted = columnOf(name, field)
    const isKept = foreignKeys.some(({ columns, target: table }) => table === target.table && columns.includes(wanted))
    const isLeftBehind = field.onDelete === 'cascade' && softDelete && !target.softDelete
    return [
      ...(isKept ? [] : [`no foreign key ${wanted} to ${target.table}`]),
      ...(isLeftBehind ? [`${wanted} would keep a deleted row that leads to nothing`] : []),
    ]
  })
}

/** What the engine relies on the database to check, since two may write at once. */
function checkFaults({ fields, tree }: Resource, { name: table, checks }: CatalogueTable): string[] {
  const wanted = [
    ...(tree ? [`${table}_depth_check`] : []),
    ...Object.entries(fields)
      .filter(([, { kind, members }]) => kind === 'items' && members?.isPrimary)
      .map(([name, field]) => `${table}_${columnOf(name, field)}_check`),
  ]
  return wanted.filter((check) => !checks.some(({ name }) => name === check)).map((check) => `no check ${check}`)
}

/** The default order is what every list without wishes asks for: an index has to hold it, organization first, unless rows of none are in it. */
function orderFaults(resource: Resource, table: CatalogueTable): string[] {
  if (resource.scope.kind === 'global' || resource.name === 'profile') return []
  const field = resource.defaultOrder.replace(/^-/, '')
  const { scope } = resource
  const isListedByOrganization =
    scope.kind === 'organization' && scope.field === 'organization' && scope.unowned !== 'shared'
  const start = [...(isListedByOrganization ? ['organization_id'] : []), columnOf(field, resource.fields[field])]
  const isIndexed = table.indexes.some(({ columns }) => columns.slice(0, start.length).join() === start.join())
  return isIndexed ? [] : [`no index starts with ${start}`]
}
