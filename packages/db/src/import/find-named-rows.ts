import { type Resource, resourceNamed, scopeOfField, snakeCase } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { castOf } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { type Column, columnOfField, type Table, tableOf } from '../query/table.ts'
import { type Reference, referencesOf } from '../reference/references.ts'
import type { UnitOfWork } from '../work/contract.ts'

export interface NameQuestion {
  readonly organization: string
  /** The reference that is to be filled. */
  readonly field: string
  /** How the row behind it may be named, in the order of trying, as REST spells it. */
  readonly by: readonly string[]
  readonly words: readonly string[]
}

/** `several`: which of the rows of that name is meant nobody can tell. A word that names nothing is not in the answer. */
export type Named = { readonly key: string } | 'several'

/**
 * The rows that words name, by one statement: what the caller may view, live, of the organization where it is of one, and what the
 * reference asks for, by fields that they may see in it. The first way of naming that finds anything decides.
 */
export async function findNamedRows(
  work: UnitOfWork,
  resource: Resource,
  { organization, field, by, words }: NameQuestion,
): Promise<ReadonlyMap<string, Named>> {
  const named = new Map<string, Named>()
  const reference = referencesOf(resource).find((candidate) => candidate.field === field)
  if (!reference || !words.length) return named
  const table = tableOf(reference.target)
  const parameters = new Parameters()
  const isFit = fitness(reference, { organization, parameters })
  const view = scopeOf(work.context.actor, 'view', reference.target)
  const asked = by.flatMap((name, rank) => {
    const column = [...table.byField.values()].find((candidate) => snakeCase(candidate.field) === name)
    const possible = column ? wordsFor(table, column, words) : []
    if (!column || !possible.length) return []
    const list = parameters.param(possible, 'text[]')
    const open = scopeOfField(view, reference.target, column.field)
    const conditions = [
      `x.${column.name} = w.word::${castOf[column.kind]}`,
      scopeCondition(open, reference.target, 'x', parameters),
      ...isFit,
    ].join(' and ')
    return `select ${rank} as rank, w.word, x.${table.key.name}::text as key from unnest(${list}) w(word) join ${table.name} x on ${conditions}`
  })
  if (!asked.length) return named
  const text = `select word, min(key) as key, count(*)::int as count from (
      select *, min(rank) over (partition by word) as first from (${asked.join(' union all ')}) found
    ) ranked where rank = first group by word`
  const rows = await work.query<{ word: string; key: string; count: number }>(text, parameters.values)
  for (const { word, key, count } of rows) named.set(word, count > 1 ? 'several' : { key })
  return named
}

/** Words that could stand in the column at all: not every word is a uuid. */
const wordsFor = (table: Table, column: Column, words: readonly string[]) =>
  column.kind === 'uuid' ? words.filter((word) => isPossibleKey(table, word)) : words

function fitness(
  { field, owner, target, where, staysInOrganization }: Reference,
  { organization, parameters }: { readonly organization: string; readonly parameters: Parameters },
): string[] {
  const table = tableOf(target)
  const { scope } = resourceNamed(owner.fields[field]?.reference ?? target.name)
  const isShared = scope.kind === 'organization' && scope.unowned === 'shared'
  const isHome = staysInOrganization ? `x.organization_id = ${parameters.param(organization, 'uuid')}` : null
  return [
    ...(target.softDelete ? ['x.deleted_at is null'] : []),
    ...(isHome ? [isShared ? `(x.organization_id is null or ${isHome})` : isHome] : []),
    ...Object.entries(where).map(([name, wanted]) => {
      const column = columnOfField(table, name)
      return `x.${column.name} = ${parameters.param(wanted, castOf[column.kind])}`
    }),
  ]
}
