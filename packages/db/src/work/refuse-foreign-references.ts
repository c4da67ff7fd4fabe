import { type Resource, resourceNamed } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { doesNotExist } from '../connection/translate-error.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { castOf } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { tableOf } from '../query/table.ts'
import { type ReadSession, read } from './read.ts'

/**
 * A reference that a caller sets must lead to a live row that they may view: a foreign key alone would take a row of another
 * organization, and would tell that it exists. Reference data is everybody's; there the key is enough.
 */
export async function refuseForeignReferences(
  session: ReadSession,
  resource: Resource,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const parameters = new Parameters()
  const asked = Object.entries(values).flatMap(([name, value]) => {
    const question = reachable(session, resource, { name, value, parameters })
    return question ? [{ name, question }] : []
  })
  if (!asked.length) return
  const text = `select ${asked.map(({ question }) => question).join(', ')}`
  const [answers = []] = await read(session, { text, values: parameters.values })
  const missing = asked.find((_, index) => answers[index] !== true)
  if (missing) throw doesNotExist(missing.name)
}

function reachable(
  { actor }: ReadSession,
  { fields, scope }: Resource,
  { name, value, parameters }: { name: string; value: unknown; parameters: Parameters },
): string | null {
  const field = fields[name]
  const isHome = scope.kind === 'organization' && (name === 'organization' || scope.field === 'id')
  if (!field?.reference || field.write === 'never' || isHome || typeof value !== 'string') return null
  if (actor.kind !== 'system' && value === actor.userId) return null
  const target = resourceNamed(field.reference)
  const view = scopeOf(actor, 'view', target)
  if (target.scope.kind === 'global' || view.kind === 'all') return null
  const { key } = tableOf(target)
  const place = parameters.param(value, castOf[key.kind])
  const isLive = target.softDelete ? ' and x.deleted_at is null' : ''
  return `exists (select from ${target.table} x where x.${key.name} = ${place}${isLive} and ${scopeCondition(view, target, 'x', parameters)})`
}
