import { DomainError, type NamedRow, type Resource, resourceNamed } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { isPossibleKey } from '../query/compile-get.ts'
import { castOf } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { tableOf } from '../query/table.ts'
import { type ReadSession, read } from '../work/read.ts'

/**
 * The rows that custom fields name must be live ones that the caller may view, and of the same organization where they are of one.
 *
 * @throws DomainError invalid (`no_such_reference`), on each field
 */
export async function refuseUnseenRows(
  session: ReadSession,
  organization: string,
  named: readonly NamedRow[],
): Promise<void> {
  const missing: NamedRow[] = []
  for (const name of new Set(named.map(({ resource }) => resource))) {
    const wanted = named.filter(({ resource }) => resource === name)
    const seen = await seenKeys(session, resourceNamed(name), {
      organization,
      keys: [...new Set(wanted.map(({ key }) => key))],
    })
    missing.push(...wanted.filter(({ key }) => !seen.has(key)))
  }
  if (!missing.length) return
  const message = 'Does not exist'
  throw new DomainError('invalid', message, {
    reason: 'no_such_reference',
    fields: Object.fromEntries(missing.map(({ path }) => [path, [message]])),
  })
}

async function seenKeys(
  session: ReadSession,
  target: Resource,
  { organization, keys }: { readonly organization: string; readonly keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const table = tableOf(target)
  const possible = keys.filter((key) => isPossibleKey(table, key))
  const parameters = new Parameters()
  const given = parameters.param(possible, 'text[]')
  const conditions = [
    `x.${table.key.name} = g.key::${castOf[table.key.kind]}`,
    scopeCondition(scopeOf(session.actor, 'view', target), target, 'x', parameters),
    ...(target.softDelete ? ['x.deleted_at is null'] : []),
    ...homeConditions(target, () => parameters.param(organization, 'uuid')),
  ]
  const text = `select g.key from unnest(${given}) g(key) where exists (select from ${table.name} x where ${conditions.join(' and ')})`
  const cells = await read(session, { text, values: parameters.values })
  return new Set(cells.map(([key]) => String(key)))
}

function homeConditions({ scope }: Resource, home: () => string): readonly string[] {
  if (scope.kind !== 'organization' || scope.field === 'id') return []
  const isHome = `x.organization_id = ${home()}`
  return [scope.unowned ? `(x.organization_id is null or ${isHome})` : isHome]
}
