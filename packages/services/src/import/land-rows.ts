import { type ChangedRow, refuseBeyondAction, type UnitOfWork } from '@groundwork/db'
import {
  type AuditChanges,
  type CreateOf,
  type Defined,
  type DomainError,
  type ImportPlan,
  isDomainError,
  issuesOfRefusal,
  type JsonObject,
  type ReadRow,
  type ResourceSpec,
  type RowIssue,
  type RowVerdict,
} from '@groundwork/domain'
import type { PreparedRow, RowPreparer } from './row-preparer.ts'

/** What has become of a row of the file. */
export type RowOutcome = { readonly row: ReadRow } & (
  | { readonly kind: 'created'; readonly object: string; readonly version: number; readonly title: string }
  | {
      readonly kind: 'updated'
      readonly object: string
      readonly version: number
      readonly title: string
      /** What it took the place of, and how people are shown that. */
      readonly before: Readonly<Record<string, unknown>>
      readonly changes: AuditChanges
    }
  | { readonly kind: 'unchanged' | 'skipped' }
  | { readonly kind: 'failed'; readonly issues: readonly RowIssue[] }
)

type Verdict<Kind extends RowVerdict['kind']> = Extract<RowVerdict, { readonly kind: Kind }>
interface Planned<Kind extends RowVerdict['kind']> {
  readonly row: ReadRow
  readonly verdict: Verdict<Kind>
}

interface Landing {
  readonly plan: ImportPlan
  readonly preparer: RowPreparer
  /** For the audit entry of a row. */
  readonly details: (row: number) => JsonObject
  /** What the system sets in rows that are made: where they come from. */
  readonly origin: Readonly<Record<string, string>>
}

/**
 * Writes what was planned, in the order of the file. What the database refuses is planned once more, for somebody may have been quicker;
 * what it refuses then is found by halves, and everything else lands.
 */
export async function landRows(
  work: UnitOfWork,
  landing: Landing,
  prepared: readonly PreparedRow[],
): Promise<RowOutcome[]> {
  const outcomes = new Map<ReadRow, RowOutcome>()
  const refused = await landOnce(work, landing, prepared, outcomes)
  if (refused.length) {
    const again = await landing.preparer.plans(work, refused)
    await landByHalves(work, landing, again, outcomes)
  }
  if (landing.plan.skipsRepeated) await landPassedOver(work, landing, prepared, outcomes)
  return prepared.map(({ row }) => outcomes.get(row) as RowOutcome)
}

/** Rows that were passed over for one with the same key, which the database has refused since: some, each in its turn, until one of a key lands. */
async function landPassedOver(
  work: UnitOfWork,
  landing: Landing,
  prepared: readonly PreparedRow[],
  outcomes: Map<ReadRow, RowOutcome>,
): Promise<void> {
  const { freed } = landing.preparer
  const note = (row: ReadRow) => freed.note(row, { isRefused: outcomes.get(row)?.kind === 'failed' })
  for (const { row, verdict } of prepared) if (verdict.kind === 'create' || verdict.kind === 'update') note(row)
  const tried = new Set<ReadRow>()
  for (let next = freed.nextOf(prepared, tried); next.length; next = freed.nextOf(prepared, tried)) {
    await landByHalves(work, landing, await landing.preparer.plans(work, next), outcomes)
    for (const row of next) {
      tried.add(row)
      note(row)
    }
  }
}

/** All new rows by one statement, all changed ones by another. Resolves to the rows of the one that was refused. */
async function landOnce(
  work: UnitOfWork,
  landing: Landing,
  prepared: readonly PreparedRow[],
  outcomes: Map<ReadRow, RowOutcome>,
): Promise<ReadRow[]> {
  const refused: ReadRow[] = []
  for (const group of settle(landing, prepared, outcomes)) {
    if (!group.items.length) continue
    const attempt = await work.attempt(() => group.write(work))
    if ('refusal' in attempt) refused.push(...group.items.map(({ row }) => row))
    else for (const outcome of attempt.result) outcomes.set(outcome.row, outcome)
  }
  return refused
}

async function landByHalves(
  work: UnitOfWork,
  landing: Landing,
  prepared: readonly PreparedRow[],
  outcomes: Map<ReadRow, RowOutcome>,
): Promise<void> {
  for (const group of settle(landing, prepared, outcomes)) {
    await halve(group.items, async (items) => {
      const attempt = await work.attempt(() => group.writeSome(work, items))
      if ('result' in attempt) for (const outcome of attempt.result) outcomes.set(outcome.row, outcome)
      else if (items.length > 1) return false
      else for (const { row } of items) outcomes.set(row, failed(landing.plan, row, attempt.refusal))
      return true
    })
  }
}

async function halve<Item>(
  items: readonly Item[],
  isDone: (items: readonly Item[]) => Promise<boolean>,
): Promise<void> {
  if (!items.length || (await isDone(items))) return
  const middle = items.length >> 1
  await halve(items.slice(0, middle), isDone)
  await halve(items.slice(middle), isDone)
}

const failed = (plan: ImportPlan, row: ReadRow, refusal: DomainError): RowOutcome => ({
  row,
  kind: 'failed',
  issues: issuesOfRefusal(plan, row.cells, refusal),
})

interface Group {
  readonly items: readonly PreparedRow[]
  write(work: UnitOfWork): Promise<RowOutcome[]>
  writeSome(work: UnitOfWork, items: readonly PreparedRow[]): Promise<RowOutcome[]>
}

/** Notes what needs no writing; what does comes back, by the verb that writes it. */
function settle(
  landing: Landing,
  prepared: readonly PreparedRow[],
  outcomes: Map<ReadRow, RowOutcome>,
): readonly Group[] {
  const creates: Planned<'create'>[] = []
  const updates: Planned<'update'>[] = []
  for (const { row, verdict } of prepared) {
    if (verdict.kind === 'create') creates.push({ row, verdict })
    else if (verdict.kind === 'update') updates.push({ row, verdict })
    else if (verdict.kind === 'issues') outcomes.set(row, { row, kind: 'failed', issues: verdict.issues })
    else outcomes.set(row, { row, kind: verdict.kind === 'skip' ? 'skipped' : 'unchanged' })
  }
  return [
    groupOf(creates, (work, items) => create(work, landing, items)),
    groupOf(updates, (work, items) => update(work, landing, items)),
  ]
}

const groupOf = <Kind extends RowVerdict['kind']>(
  items: readonly Planned<Kind>[],
  write: (work: UnitOfWork, items: readonly Planned<Kind>[]) => Promise<RowOutcome[]>,
): Group => ({
  items,
  write: (work) => write(work, items),
  writeSome: (work, some) => write(work, some as readonly Planned<Kind>[]),
})

/** So many rows go by one statement: while the database writes one of them, the next is made ready and the last is looked through. */
const partRows = 250

async function create(work: UnitOfWork, landing: Landing, items: readonly Planned<'create'>[]): Promise<RowOutcome[]> {
  const { tree, handle } = landing.plan.resource
  // Nodes and handles are made one after the other: each looks at those before.
  const size = tree || handle ? items.length : partRows
  const parts = Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    createPart(work, landing, items.slice(part * size, (part + 1) * size)),
  )
  // Each has to have come to its end: what is still under way when one was refused must not outlive the attempt.
  const ended = await Promise.allSettled(parts)
  const errors: unknown[] = ended.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []))
  // They share a transaction: once a part is refused, Postgres turns down whatever the others still had to say. That is not the reason.
  if (errors.length) throw errors.find(isDomainError) ?? errors[0]
  return ended.flatMap((part) => (part.status === 'fulfilled' ? part.value : []))
}

async function createPart(
  work: UnitOfWork,
  { plan, details, origin }: Landing,
  items: readonly Planned<'create'>[],
): Promise<RowOutcome[]> {
  const resource = plan.resource as Defined<ResourceSpec>
  const rows = await work.insertMany(
    resource,
    items.map(({ verdict }) => ({ ...verdict.input, ...origin }) as CreateOf<Defined<ResourceSpec>>),
    { isTriedOnce: true, isToldTogether: true, details: (place) => details(items[place]?.row.number ?? 0) },
  )
  const made = items.map(({ row }, place): RowOutcome & { kind: 'created' } => ({
    row,
    kind: 'created',
    ...described(plan, rows[place]),
  }))
  await refuseBeyondAction(work, resource, {
    action: 'import',
    rows: items.map(({ verdict }, place) => ({ key: made[place]?.object ?? '', values: verdict.input })),
  })
  return made
}

async function update(
  work: UnitOfWork,
  { plan, details }: Landing,
  items: readonly Planned<'update'>[],
): Promise<RowOutcome[]> {
  const resource = plan.resource as Defined<ResourceSpec>
  const written = items.map(({ verdict: { key, patch } }) => ({ key, values: patch }))
  await refuseBeyondAction(work, resource, { action: 'import', rows: written })
  const rows = await work.changeEach(
    resource,
    items.map(({ verdict: { key, version, patch } }) => ({ key, changes: patch, expectedVersion: version })),
    { isToldTogether: true, details: (place) => details(items[place]?.row.number ?? 0) },
  )
  await refuseBeyondAction(work, resource, { action: 'import', rows: written })
  return items.map(({ row }, place) => outcomeOf(plan, row, rows[place] as ChangedRow<object>))
}

const outcomeOf = (plan: ImportPlan, row: ReadRow, { row: now, before, changes }: ChangedRow<object>): RowOutcome =>
  Object.keys(before).length
    ? { row, kind: 'updated', ...described(plan, now), before, changes }
    : { row, kind: 'unchanged' }

function described({ resource }: ImportPlan, row: object | undefined) {
  const values = row as Readonly<Record<string, unknown>>
  return {
    object: String(values[resource.key]),
    version: Number(values.version),
    title: String(values[resource.title] ?? ''),
  }
}
