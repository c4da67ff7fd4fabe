import type { Scope } from '@groundwork/domain'
import { type KeyedQuestion, nameOfQuestion } from '../connection/gathered-reads.ts'
import type { AbilityFlags } from './ability-flags.ts'
import { compileGet, type GetPlan } from './compile-get.ts'
import type { PartFlags } from './part-flags.ts'

/** How to ask for one row by its key, or for several at once, and what its last cells tell. */
export interface KnownGet extends KeyedQuestion<unknown[]> {
  readonly readable: PartFlags
  readonly abilities: AbilityFlags
}

type Plan = Omit<GetPlan, 'keys'>

const known = new WeakMap<Scope, Map<string, { readonly plan: Plan; readonly get: KnownGet }>>()

/** Scopes live as long as their principal, and so does what is asked with them: it is compiled once, not for each row. */
export function knownGet(plan: Plan): KnownGet {
  const { table, view, action, withDeleted, lock } = plan
  const ofScope = known.get(view) ?? new Map<string, { readonly plan: Plan; readonly get: KnownGet }>()
  known.set(view, ofScope)
  const shape = `${table.name} ${action?.kind} ${withDeleted} ${lock}`
  const found = ofScope.get(shape)
  if (found && isSame(found.plan, plan)) return found.get
  const get = questionOf(plan)
  ofScope.set(shape, { plan, get })
  return get
}

/** A scope that reaches all or nothing is everybody's: what they may do besides is not. */
const isSame = (one: Plan, other: Plan) =>
  one.table === other.table && one.actor === other.actor && one.action === other.action

function questionOf(plan: Plan): KnownGet {
  const { table } = plan
  const place = table.cells.indexOf(table.key.field)
  const { text, values, readable, abilities } = compileGet({ ...plan, keys: [''] })
  const rights = values.slice(1)
  return {
    of: (keys) => (keys.length === 1 ? { text, values: [keys[0], ...rights] } : compileGet({ ...plan, keys })),
    keyOf: (cells) => String(cells[place]),
    name: nameOfQuestion({ text, values }),
    rowMode: 'array',
    readable,
    abilities,
  }
}
