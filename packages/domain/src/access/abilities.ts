import { type FilterRow, filterMatcher } from '../filter/evaluate-filter.ts'
import { isOfTheRowAlone } from '../filter/is-of-the-row-alone.ts'
import type { Resource } from '../resource/define-resource.ts'
import { rowActionsOf } from './actions.ts'
import type { Action } from './principal.ts'
import type { Scope, ScopePart } from './scope.ts'

/** What one caller may do to the rows of one resource: made once, asked for every row. */
export interface Abilities {
  /** What a row alone cannot tell: rules that look behind references, and who is a member where. The database answers these. */
  readonly questions: readonly Scope[]
  /** The actions that reach a row, all of whose fields are known. Rows share the arrays: they are for reading only. */
  of(row: FilterRow, answers: readonly unknown[]): readonly Action[]
}

/** True when the row, with the answers to the questions, is one that the action reaches. */
type Judge = (row: FilterRow, answers: readonly unknown[]) => boolean

/** What is known of an action before any row is read: settled for all rows of an organization, or what to hold against each. */
interface Rule {
  readonly action: Action
  in(organization: unknown): boolean | readonly Judge[]
}

/**
 * Grants without conditions settle whole organizations, whose rows then cost a look into a map; a condition on the row alone is
 * held against the row; every other one becomes a question.
 */
export function abilitiesOf(resource: Resource, scopeOf: (action: Action) => Scope): Abilities {
  const judges = judgesFor(resource)
  const rules = rowActionsOf(resource).map((action) => ruleOf(action, scopeOf(action), judges))
  const home = resource.scope.kind === 'organization' ? resource.scope.field : null
  const places = new Map<unknown, ReturnType<typeof abilitiesIn>>()
  return {
    questions: judges.questions,
    of: (row, answers) => {
      const organization = home && row[home]
      const known = places.get(organization) ?? abilitiesIn(organization, rules)
      places.set(organization, known)
      return known(row, answers)
    },
  }
}

/** What can be done to a deleted row: to have it back, or to be rid of it for ever. */
const forDeleted: ReadonlySet<Action> = new Set(['restore', 'purge'])

/** A live row cannot be restored. */
function abilitiesIn(organization: unknown, rules: readonly Rule[]) {
  const ofLive = combinations(
    organization,
    rules.filter(({ action }) => action !== 'restore'),
  )
  const ofDeleted = combinations(
    organization,
    rules.filter(({ action }) => forDeleted.has(action)),
  )
  return (row: FilterRow, answers: readonly unknown[]): readonly Action[] =>
    row.deletedAt === null || row.deletedAt === undefined ? ofLive(row, answers) : ofDeleted(row, answers)
}

/** Within one organization only conditions differ from row to row; each combination of those that hold has its one array. */
function combinations(organization: unknown, rules: readonly Rule[]) {
  const open: (readonly Judge[])[] = []
  /** The action's bit among those that are judged; true when it needs no judge. */
  const placed = rules.flatMap(({ action, in: verdictIn }) => {
    const verdict = verdictIn(organization)
    if (typeof verdict === 'boolean') return verdict ? [{ action, bit: 0 }] : []
    const same = open.findIndex((judges) => isSameList(judges, verdict))
    return [{ action, bit: 1 << (same === -1 ? open.push(verdict) - 1 : same) }]
  })
  const made = new Map<number, readonly Action[]>()
  return (row: FilterRow, answers: readonly unknown[]): readonly Action[] => {
    let holding = 0
    open.forEach((judges, index) => {
      if (judges.some((judge) => judge(row, answers))) holding |= 1 << index
    })
    const known = made.get(holding) ?? placed.filter(({ bit }) => (bit & holding) === bit).map(({ action }) => action)
    made.set(holding, known)
    return known
  }
}

const isSameList = (one: readonly Judge[], other: readonly Judge[]) =>
  one.length === other.length && one.every((judge, index) => judge === other[index])

function ruleOf(action: Action, scope: Scope, judges: Judges): Rule {
  if (scope.kind === 'within') return { action, in: rulesByOrganization(scope.parts, judges) }
  if (scope.kind !== 'self') return { action, in: () => scope.kind === 'all' }
  const { field, userId, colleagues } = scope
  const isOwn: Judge = (row) => row[field] === userId
  const judge = colleagues.length ? judges.ask(scope) : isOwn
  return { action, in: () => [judge] }
}

function rulesByOrganization(parts: readonly ScopePart[], judges: Judges): Rule['in'] {
  const ruled = parts.map((part) => ({ ...part, judge: judges.of(part) }))
  return (organization) => {
    const reached = ruled.filter(({ organizations, isUnowned }) =>
      isUnowned ? organization === null : organizations.includes(String(organization)),
    )
    if (reached.some(({ judge }) => !judge)) return true
    const found = reached.flatMap(({ judge }) => judge ?? [])
    return found.length > 0 && found
  }
}

interface Judges {
  readonly questions: readonly Scope[]
  ask(scope: Scope): Judge
  /** Null for a part without a condition. */
  of(part: ScopePart): Judge | null
}

/** One judge for each condition, whatever number of actions hang on it: equal ones are held against a row once. */
function judgesFor(resource: Resource): Judges {
  const questions: Scope[] = []
  const known = new Map<string, Judge>()
  const remember = (about: unknown, make: () => Judge): Judge => {
    const key = JSON.stringify(about)
    const judge = known.get(key) ?? make()
    known.set(key, judge)
    return judge
  }
  const ask = (scope: Scope) =>
    remember(scope, () => {
      const place = questions.push(scope) - 1
      return (_, answers) => answers[place] === true
    })
  return {
    questions,
    ask,
    of: ({ where, organizations }) => {
      if (!where) return null
      if (!isOfTheRowAlone(where, resource)) return ask({ kind: 'within', parts: [{ organizations, where }] })
      return remember(where, () => {
        const matches = filterMatcher(where, resource)
        return (row) => matches(row)
      })
    },
  }
}
