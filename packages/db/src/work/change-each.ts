import { type Action, type AuditChanges, auditDiff, isSameValue, type Resource } from '@groundwork/domain'
import { fitEachCustomFields } from '../custom-field/fit-custom-fields.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { storedKey } from '../query/compile-get.ts'
import { compileUpdateMany } from '../query/compile-update-many.ts'
import { maskRow, type Row, rowFrom } from '../query/row.ts'
import { type Table, tableOf } from '../query/table.ts'
import { referencesOf } from '../reference/references.ts'
import { refuseUnfitReferences } from '../reference/refuse-unfit-references.ts'
import { type Settled, settleTags } from '../tag/settle-tags.ts'
import { withItemIds } from './complete-row.ts'
import type { RowChange } from './contract.ts'
import { lockRows, type Standing } from './lock-rows.ts'
import { forbidden, type ReadSession } from './read.ts'
import { refuseBrokenRules } from './refuse-broken-rules.ts'
import type { TransactionSession } from './transaction-session.ts'
import { describeRow, runWrite, type Written } from './write.ts'

/** What was written, with what it was before. */
export interface WrittenEach extends Written {
  /** The fields that differ, as they were. */
  readonly before: Row
  /** What changed, as far as the caller may see it. */
  readonly shown: AuditChanges
}

/**
 * Changes many rows, each in its own way, as `changeRow` would: locked and judged by one statement, changed by one more for all that
 * set the same fields. The first refusal is told, and says nothing of the others.
 */
export async function changeEach(
  session: TransactionSession,
  resource: Resource,
  given: readonly RowChange[],
  action: Action,
): Promise<Settled<WrittenEach[]>> {
  const table = tableOf(resource)
  const changes = given.map((change) => ({ ...change, key: storedKey(table, change.key) }))
  const standing = await lockRows(session, resource, changes, { action })
  const candidates = changes.map((change): Candidate => {
    return {
      ...(standing.get(change.key) as Standing),
      key: change.key,
      values: onlySet(withItemIds(resource, change.changes)),
    }
  })
  const fitted = resource.customFields ? await fitEachCustomFields(session, resource, candidates) : candidates
  const { value: settled, made } = await settle(session, resource, fitted)
  await refuseUnfitReferences(session, resource, { rows: settled.map((candidate) => referring(resource, candidate)) })

  const written = new Map<string, WrittenEach>()
  for (const alike of inGroups(settled)) {
    for (const change of await changeAlike(session, table, { alike, action })) written.set(change.objectId, change)
  }
  return { value: settled.map((candidate) => written.get(candidate.key) ?? asBefore(table, candidate)), made }
}

interface Candidate extends Standing {
  readonly key: string
  readonly values: Row
}

const onlySet = (values: Row): Row =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** Tags as their organization spells them. */
async function settle(
  session: TransactionSession,
  resource: Resource,
  candidates: readonly Candidate[],
): Promise<Settled<readonly Candidate[]>> {
  const { organization } = tableOf(resource)
  if (!resource.tagged || !organization) return { value: candidates, made: [] }
  const rows = candidates.map(({ before, values }) => ({
    ...(values.tags !== undefined && { tags: values.tags }),
    [organization.field]: before[organization.field],
  }))
  const { value, made } = await settleTags(session, resource, rows)
  const settled = candidates.map((candidate, place) => {
    const tags = value[place]?.tags
    return tags === undefined ? candidate : { ...candidate, values: { ...candidate.values, tags } }
  })
  return { value: settled, made }
}

/** The row as far as its references are judged: those that change, and what they are judged beside. */
function referring(resource: Resource, { before, values }: Candidate): Row {
  const row = { ...before, ...values }
  for (const { field, isHome } of referencesOf(resource)) {
    if (!isHome && !(field in values && !isSameValue(values[field], before[field]))) row[field] = null
  }
  return row
}

/** Changes that set the same fields. */
function inGroups(candidates: readonly Candidate[]): Iterable<readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const fields = Object.keys(candidate.values)
    if (!fields.length) continue
    const name = fields.sort().join()
    const group = groups.get(name)
    if (group) group.push(candidate)
    else groups.set(name, [candidate])
  }
  return groups.values()
}

async function changeAlike(
  session: ReadSession,
  table: Table,
  { alike, action }: { readonly alike: readonly Candidate[]; readonly action: Action },
): Promise<WrittenEach[]> {
  const { actor } = session
  const { resource } = table
  const fields = Object.keys(alike[0]?.values ?? {})
  const [view, scope] = [scopeOf(actor, 'view', resource), scopeOf(actor, action, resource)]
  const compiled = compileUpdateMany({ table, fields, changes: alike, actor, view, scope })
  const answers = await runWrite(session, compiled, { table })
  const byKey = new Map(alike.map((candidate) => [candidate.key, candidate]))
  return answers.map((cells) => {
    const [isStillReached, readable, abilities] = cells.slice(compiled.from)
    if (isStillReached !== true) throw forbidden(action, resource)
    const after = rowFrom(table, cells)
    refuseBrokenRules(resource, after)
    after.abilities = compiled.abilities.of(after, abilities)
    const described = describeRow(table, after)
    const { before, seen } = byKey.get(described.objectId) as Candidate
    const changed = fields.filter((field) => !isSameValue(before[field], after[field]))
    const changes = auditDiff(resource, before, after)
    return {
      ...described,
      changes,
      shown:
        seen === 'all' ? changes : Object.fromEntries(Object.entries(changes).filter(([field]) => seen.has(field))),
      before: Object.fromEntries(changed.map((field) => [field, before[field]])),
      row: maskRow(table, after, compiled.readable.openIn(readable)),
    }
  })
}

const asBefore = (table: Table, { before, seen }: Candidate): WrittenEach => ({
  ...describeRow(table, before),
  changes: {},
  shown: {},
  before: {},
  row: maskRow(table, { ...before }, seen),
  isAsBefore: true,
})
