import type { JsonObject, Resource } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { compileMatching } from '../query/compile-list.ts'
import { narrowScope } from '../query/list-scope.ts'
import { partFlags } from '../query/part-flags.ts'
import { tableOf } from '../query/table.ts'
import type { ListQuery, UnitOfWork } from '../work/contract.ts'

/** The rows of one organization's list that were there at a moment. */
export interface Choice {
  readonly organization: string
  readonly query: Pick<ListQuery, 'filter' | 'search' | 'trash'>
  /** Those made later were in nobody's list yet. */
  readonly madeUntil: string
}

/** Where a walk through them stands, and which way it goes: by keys, which nothing that is done on the way changes. */
export interface Walk {
  readonly from: string | null
  readonly isBackwards: boolean
  readonly limit: number
}

/** A row that is about to be changed with others. */
export interface ChosenRow {
  readonly key: string
  /** Null where the caller may not see them, or the row has none. */
  readonly tags: readonly string[] | null
  readonly customFields: JsonObject | null
}

/**
 * The next of the rows that the caller views in a list, held until the transaction ends: whatever somebody else is changing about them
 * is waited for, and a row that is no longer in the list is not among them.
 */
export async function holdChosenRows(
  work: UnitOfWork,
  resource: Resource,
  { from, isBackwards, limit, ...choice }: Choice & Walk,
): Promise<ChosenRow[]> {
  if (isBackwards) await holdForwards(work, resource, { from, isBackwards, limit, ...choice })
  const parameters = new Parameters()
  const source = chosenFrom(work, resource, choice, parameters)
  if (!source) return []
  const { key } = tableOf(resource)
  const open = partFlags(source.scope, resource, 't', parameters)
  const tags = resource.tagged ? 't.tags' : 'null'
  const customFields = resource.customFields ? 't.custom_fields' : 'null'
  const rows = await work.query<ChosenRow & { readonly open: unknown }>(
    `select t.${key.name} as key, ${tags} as tags, ${customFields} as "customFields", ${open.cell} as open
     from ${source.text} ${pageOf(key.name, { from, isBackwards, limit }, parameters)} for update of t`,
    parameters.values,
  )
  return rows.map(({ open: cell, ...row }) => {
    const seen = open.openIn(cell)
    const ifSeen = <Value>(field: string, value: Value) => (seen === 'all' || seen.has(field) ? value : null)
    return { key: row.key, tags: ifSeen('tags', row.tags), customFields: ifSeen('customFields', row.customFields) }
  })
}

/**
 * Everybody who changes many rows holds them in the order of their keys: whoever went the other way would stand in another's way who
 * stands in theirs, and the database would end one of them.
 */
async function holdForwards(
  work: UnitOfWork,
  resource: Resource,
  { from, isBackwards, limit, ...choice }: Choice & Walk,
): Promise<void> {
  const parameters = new Parameters()
  const source = chosenFrom(work, resource, choice, parameters)
  if (!source) return
  const { name, key } = tableOf(resource)
  const page = pageOf(key.name, { from, isBackwards, limit }, parameters)
  await work.query(
    `select from ${name} held where held.${key.name} = any(array(select t.${key.name} from ${source.text} ${page}))
     order by held.${key.name} for update of held`,
    parameters.values,
  )
}

function pageOf(key: string, { from, isBackwards, limit }: Walk, parameters: Parameters): string {
  const behind = from === null ? '' : `and t.${key} ${isBackwards ? '<' : '>'} ${parameters.param(from, 'uuid')}`
  return `${behind} order by t.${key} ${isBackwards ? 'desc' : 'asc'} limit ${parameters.param(limit, 'int')}`
}

/** How many they are, however many that is. */
export async function countChosenRows(work: UnitOfWork, resource: Resource, choice: Choice): Promise<number> {
  const parameters = new Parameters()
  const source = chosenFrom(work, resource, choice, parameters)
  if (!source) return 0
  const [found] = await work.query<{ count: number }>(
    `select count(*)::int as count from ${source.text}`,
    parameters.values,
  )
  return found?.count ?? 0
}

/** The rows `t` and what they must meet, as the list itself is read. Null where nothing is reached. */
function chosenFrom(
  { context: { actor } }: UnitOfWork,
  resource: Resource,
  { organization, query, madeUntil }: Choice,
  parameters: Parameters,
) {
  const table = tableOf(resource)
  const scope = narrowScope(scopeOf(actor, 'view', resource), resource, [organization])
  if (scope.kind === 'none' || !table.organization) return null
  const { where, joins } = compileMatching({ table, actor, scope, query, terms: null, isWhole: true }, parameters)
  // What is everybody's is nobody's to change from here: rows of this organization alone.
  const own = `t.${table.organization.name} = ${parameters.param(organization, 'uuid')}`
  const until = `t.created_at <= ${parameters.param(madeUntil, 'timestamptz')}`
  return { scope, text: `${table.name} t ${joins} where ${where} and ${own} and ${until}` }
}
