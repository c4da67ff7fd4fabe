import { DomainError, type Resource, type Scope, snakeCase } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { castOf, type Row } from '../query/row.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { columnOfField, type Table, tableOf } from '../query/table.ts'
import { type ReadSession, read } from '../work/read.ts'
import { isTreeOfOrganizations, type Reference, referencesOf } from './references.ts'

/** Rows about to be made, or changes about to be made to the row of a key. */
export type Referring = { readonly rows: readonly Row[] } | Changed

interface Changed {
  readonly key: string
  readonly changes: Row
  /** Of a row that none of these reaches nothing is said, not even what is wrong with the changes. */
  readonly reached: readonly Scope[]
}

type Verdict = 'no_such_reference' | 'inactive_reference' | 'unsuitable_reference' | 'foreign_parent'

/**
 * A reference that is set must lead to a row that the caller may view, that is neither deleted nor out of use, and that is what
 * the field asks for; where both belong to an organization, to the same one. A foreign key alone would take a row of another
 * organization, and would tell that it exists. What a row refers to already is not judged again.
 *
 * Sent in front of the write, in one statement. What could still be deleted meanwhile is locked until the transaction ends.
 *
 * @throws DomainError invalid, with a message on each field
 */
export async function refuseUnfitReferences(
  session: ReadSession,
  resource: Resource,
  referring: Referring,
): Promise<void> {
  const parameters = new Parameters()
  const asked = referencesOf(resource).filter(({ field }) => isJudged(resource, field))
  const questions = asked.flatMap((reference, place) => {
    const question = questionOf(session, reference, { referring, place, parameters })
    return question ? [question] : []
  })
  if (!questions.length) return
  const text = `select place, verdict from (${questions.join(' union all ')}) judged where verdict <> 'fit' order by place`
  const answers = await read(session, { text, values: parameters.values })
  if (!answers.length) return
  const faults = answers.map(([place, verdict]) => ({
    reference: asked[Number(place)] as Reference,
    verdict: verdict as Verdict,
  }))
  throw unfit(faults)
}

/** What only the system sets, it sets rightly; and to make a row in an organization is judged by the organization. */
function isJudged({ fields, scope }: Resource, field: string): boolean {
  const isHome = scope.kind === 'organization' && scope.field === field
  return fields[field]?.write !== 'never' && !isHome
}

interface Question {
  readonly referring: Referring
  readonly place: number
  readonly parameters: Parameters
}

function questionOf(
  session: ReadSession,
  reference: Reference,
  { referring, place, parameters }: Question,
): string | null {
  const { owner, field, column } = reference
  const table = tableOf(owner)
  const cast = castOf[column.kind]
  if ('changes' in referring) {
    const value = referring.changes[field]
    if (!isAsked(session, reference, value)) return null
    const set = parameters.param(value, cast)
    const verdict = verdictOn(session, reference, { value: set, at: beside(table, 't'), parameters })
    const key = parameters.param(referring.key, castOf[table.key.kind])
    const isReached = referring.reached.map((scope) => scopeCondition(scope, owner, 't', parameters)).join(' or ')
    return `select ${place} as place, case when t.${column.name} is not distinct from ${set} then 'fit' else ${verdict} end as verdict
      from ${table.name} t where t.${table.key.name} = ${key} and (${isReached})`
  }
  const asked = referring.rows.filter((row) => isAsked(session, reference, row[field]))
  const rows = distinct(asked, reference)
  if (!rows.length) return null
  const lists = [column, ...surroundings(table, reference)].map(({ field: name, kind }) =>
    parameters.param(
      rows.map((row) => row[name] ?? null),
      `${castOf[kind]}[]`,
    ),
  )
  const names = ['value', ...surroundings(table, reference).map(({ name }) => name)]
  const verdict = verdictOn(session, reference, { value: 't.value', at: beside(table, 't'), parameters })
  return `select ${place} as place, ${verdict} as verdict from unnest(${lists.join(', ')}) t(${names.join(', ')})`
}

/** A caller may always name themselves. */
const isAsked = ({ actor }: ReadSession, { target }: Reference, value: unknown): value is string =>
  typeof value === 'string' && !(target.scope.kind === 'self' && actor.kind !== 'system' && value === actor.userId)

/** What of the row itself the verdict looks at. */
const surroundings = (table: Table, reference: Reference) => [
  ...(reference.staysInOrganization && table.organization ? [table.organization] : []),
  ...(withinOf(reference) ? [columnOfField(table, withinOf(reference) as string)] : []),
]

/** Many rows of one call refer to the same: each is asked for once. */
function distinct(rows: readonly Row[], reference: Reference): Row[] {
  const names = [reference.field, ...surroundings(tableOf(reference.owner), reference).map(({ field }) => field)]
  return [...new Map(rows.map((row) => [JSON.stringify(names.map((name) => row[name])), row])).values()]
}

const withinOf = ({ owner: { tree }, isParent }: Reference) =>
  isParent && typeof tree === 'object' ? tree.within : undefined

interface Judged {
  readonly value: string
  /** The place of a field of the row that refers. */
  readonly at: (field: string) => string
  readonly parameters: Parameters
}

const beside = (table: Table, alias: string) => (field: string) => `${alias}.${columnOfField(table, field).name}`

/** `fit`, or why not: a row `x` is looked for, and what it must be besides is asked in order. */
function verdictOn({ actor }: ReadSession, reference: Reference, { value, at, parameters }: Judged): string {
  const { owner, target, where } = reference
  const behind = tableOf(target)
  const within = withinOf(reference)
  const isSeen = isOpen(reference) ? 'true' : scopeCondition(scopeOf(actor, 'view', target), target, 'x', parameters)
  const isThere = [
    `x.${behind.key.name} = ${value}`,
    isSeen,
    ...(target.softDelete ? ['x.deleted_at is null'] : []),
    ...(reference.staysInOrganization
      ? [isOfOneOrganization(target, at(tableOf(owner).organization?.field ?? ''))]
      : []),
  ]
  const faults = [
    ...(within
      ? [`when x.${columnOfField(behind, within).name} is distinct from ${at(within)} then 'foreign_parent'`]
      : []),
    ...(target.fields.isActive ? [`when not x.is_active then 'inactive_reference'`] : []),
    ...Object.entries(where).map(([field, wanted]) => {
      const { name, kind } = columnOfField(behind, field)
      return `when x.${name} is distinct from ${parameters.param(wanted, castOf[kind])} then 'unsuitable_reference'`
    }),
  ]
  const verdict = faults.length ? `case ${faults.join(' ')} else 'fit' end` : `'fit'`
  const lock = target.softDelete ? ' for share of x' : ''
  return `coalesce((select ${verdict} from ${target.table} x where ${isThere.join(' and ')}${lock}), 'no_such_reference')`
}

/** Reference data is everybody's. Whoever may add to an organization, which is judged apart, need not see more of it. */
const isOpen = ({ owner, target, isParent }: Reference) =>
  target.scope.kind === 'global' || (isParent && isTreeOfOrganizations(owner))

function isOfOneOrganization({ scope }: Resource, home: string): string {
  const isShared = scope.kind === 'organization' && scope.unowned === 'shared'
  return isShared ? `(x.organization_id is null or x.organization_id = ${home})` : `x.organization_id = ${home}`
}

interface Fault {
  readonly reference: Reference
  readonly verdict: Verdict
}

function unfit(faults: readonly Fault[]): DomainError {
  const [first] = faults as [Fault]
  const fields = Object.fromEntries(faults.map((fault) => [fault.reference.field, [messageOf(fault)]]))
  return new DomainError('invalid', messageOf(first), { reason: first.verdict, fields })
}

function messageOf({ reference, verdict }: Fault): string {
  switch (verdict) {
    case 'no_such_reference':
      return 'Does not exist'
    case 'inactive_reference':
      return 'Is not active any more'
    case 'foreign_parent':
      return `Belongs to another ${inWords(withinOf(reference) ?? '')}`
    case 'unsuitable_reference':
      return `Must be of ${Object.entries(reference.where).map(([field, wanted]) => `${inWords(field)} ${wanted}`)}`
  }
}

const inWords = (field: string) => snakeCase(field).replaceAll('_', ' ')
