import type { Resource } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { partFlags } from '../query/part-flags.ts'
import { castOf, type OpenFields, type Row } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { type Column, columnOfField, type Table, tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'

export interface StandingQuestion {
  readonly organization: string
  /** The fields that find a row, besides its organization. */
  readonly fields: readonly string[]
  /** Values of those fields. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** A row as it stands. */
export interface StandingRow {
  /** Every field, whether or not the caller may see it. */
  readonly values: Row
  /** The fields that the caller may see. What is held against any other would be told by what comes of it. */
  readonly readable: OpenFields
}

/**
 * The live rows that keys mean, by one statement: each at the place of its key, null where there is none within the caller's reach.
 */
export async function findStandingRows(
  work: UnitOfWork,
  resource: Resource,
  { organization, fields, keys }: StandingQuestion,
): Promise<readonly (StandingRow | null)[]> {
  const found: (StandingRow | null)[] = keys.map(() => null)
  if (!keys.length || !fields.length) return found
  const table = tableOf(resource)
  const { actor } = work.context
  const parameters = new Parameters()
  const columns = fields.map((field) => columnOfField(table, field))
  const shape = columns.map(({ kind }, at) => `k${at} ${castOf[kind]}`)
  const scopes = [scopeOf(actor, 'view', resource), scopeOf(actor, 'change', resource)]
  const reached = scopes.map((scope) => scopeCondition(scope, resource, 't', parameters))
  const seen = partFlags(scopeOf(actor, 'view', resource), resource, 't', parameters, false)
  const conditions = [
    ...homeConditions(table, organization, parameters),
    ...(resource.softDelete ? ['t.deleted_at is null'] : []),
    `(${reached.join(' or ')})`,
  ]
  const wanted = table.columns.map(({ name }, at) => `t.${name} as c${at}`).join(', ')
  const asked = alike(columns, keys).map((given) => {
    const list = parameters.param(JSON.stringify(given), 'json')
    const equal = columns.map(({ name }, at) =>
      given[0]?.[`k${at}`] === null ? `t.${name} is null` : `t.${name} = g.k${at}`,
    )
    return `select g.place, ${seen.cell} as seen, ${wanted} from json_to_recordset(${list}) g(${['place int', ...shape].join(', ')})
      join ${table.name} t on ${[...conditions, ...equal].join(' and ')}`
  })
  for (const { place, seen: parts, ...cells } of await work.query<Row>(asked.join(' union all '), parameters.values)) {
    const values = Object.fromEntries(table.columns.map(({ field }, at) => [field, cells[`c${at}`]]))
    const readable = seen.openIn(parts)
    // A row that is found by what the caller may not see would tell it.
    if (readable === 'all' || fields.every((field) => readable.has(field))) found[Number(place)] = { values, readable }
  }
  return found
}

type GivenKey = Readonly<Record<string, unknown>>

/** The keys by what they leave out, such as the parent of what stands at the root: an index finds one value, or none, never either. */
function alike(columns: readonly Column[], keys: StandingQuestion['keys']): readonly (readonly GivenKey[])[] {
  const groups = new Map<string, GivenKey[]>()
  for (const [place, key] of keys.entries()) {
    const cells = columns.map(({ field }) => key[field] ?? null)
    const shape = cells.map((cell) => (cell === null ? '-' : 'x')).join('')
    const given = { place, ...Object.fromEntries(cells.map((cell, at) => [`k${at}`, cell])) }
    const group = groups.get(shape)
    if (group) group.push(given)
    else groups.set(shape, [given])
  }
  return [...groups.values()]
}

function homeConditions({ organization }: Table, home: string, parameters: Parameters): string[] {
  return organization ? [`t.${organization.name} = ${parameters.param(home, 'uuid')}`] : []
}
