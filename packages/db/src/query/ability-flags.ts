import { type Abilities, type Action, abilitiesOf, type Principal, type Resource } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import type { SystemActor } from '../work/contract.ts'
import { scopeOf } from './actor-scope.ts'
import type { Row } from './row.ts'
import { scopeCondition } from './scope-condition.ts'

export interface AbilityFlags {
  /** One cell with the answers that a row alone does not give: `array[...]`, or `null` when there is nothing to ask. */
  readonly cell: string
  /** What the caller may do to this row; asked before any field is masked. */
  of(row: Row, cell: unknown): readonly Action[]
}

/** What an actor may do to each row `alias` of a statement. */
export function abilityFlags(
  actor: Principal | SystemActor,
  resource: Resource,
  alias: string,
  parameters: Parameters,
): AbilityFlags {
  const abilities = abilitiesBy(actor, resource)
  const answers = abilities.questions.map((scope) => scopeCondition(scope, resource, alias, parameters))
  return {
    cell: answers.length ? `array[${answers.join(', ')}]::boolean[]` : 'null',
    of: (row, cell) => abilities.of(row, Array.isArray(cell) ? cell : unanswered),
  }
}

const unanswered: readonly unknown[] = []
const known = new WeakMap<Principal, Map<Resource, Abilities>>()
const ofSystem = new Map<Resource, Abilities>()

/** Remembered as long as the principal is, as scopes are. */
function abilitiesBy(actor: Principal | SystemActor, resource: Resource): Abilities {
  const remembered = actor.kind === 'system' ? ofSystem : rememberedFor(actor)
  const found = remembered.get(resource) ?? abilitiesOf(resource, (action) => scopeOf(actor, action, resource))
  remembered.set(resource, found)
  return found
}

function rememberedFor(principal: Principal): Map<Resource, Abilities> {
  const remembered = known.get(principal) ?? new Map<Resource, Abilities>()
  known.set(principal, remembered)
  return remembered
}
