import { findNamedRows, findStandingRows, type JobKey, type UnitOfWork } from '@groundwork/db'
import {
  type ImportPlan,
  issueOn,
  matchText,
  matchValues,
  type PlannedColumn,
  planRow,
  type ReadRow,
  type RowVerdict,
  readRow,
  referencesOfPlan,
  repeatedKey,
} from '@groundwork/domain'
import type { SheetRow } from '@groundwork/spreadsheet'
import { FreedKeys } from './freed-keys.ts'
import { PastFaults } from './past-faults.ts'
import { SeenKeys } from './seen-keys.ts'

/** A row of the file, and what is to become of it. */
export interface PreparedRow {
  readonly row: ReadRow
  readonly verdict: RowVerdict
}

/** With its key as one text; null where it has none. */
interface KeyedRow {
  readonly row: ReadRow
  readonly key: string | null
}

/** So many names of one reference are remembered. */
const mostNames = 20_000

/**
 * Turns rows of the sheet into what is to be done, a chunk at a time by a few statements: references are looked up, and the rows that
 * keys mean. Remembers the keys of the whole file, so rows must come in its order, those of finished chunks too.
 */
export class RowPreparer {
  readonly freed = new FreedKeys((row) => this.keyOf(row))
  private readonly seen = new SeenKeys()
  private readonly names = new Map<string, Map<string, string>>()
  private readonly organization: string
  private readonly pastFaults: PastFaults

  constructor(
    private readonly plan: ImportPlan,
    job: JobKey,
  ) {
    this.organization = job.organization
    this.pastFaults = new PastFaults(job)
  }

  async prepare(work: UnitOfWork, rows: readonly SheetRow[]): Promise<PreparedRow[]> {
    const read = rows.map((row) => readRow(this.plan, row))
    await this.resolve(work, read, referencesOfPlan(this.plan))
    const verdicts = new Map<ReadRow, RowVerdict>()
    const keyed = read.map((row) => ({ row, key: this.keyOf(row) }))
    const firsts = firstOfEachKey(keyed)
    await this.judge(work, [...firsts], verdicts)
    await this.judge(
      work,
      keyed.filter((row) => !firsts.has(row)),
      verdicts,
    )
    return read.map((row) => ({ row, verdict: verdicts.get(row) ?? this.repeatedVerdict(row) }))
  }

  /** The same for rows that were landed before: only their keys are of interest. */
  async pass(work: UnitOfWork, rows: readonly SheetRow[]): Promise<void> {
    const read = rows.map((row) => readRow(this.plan, row))
    const inKey = referencesOfPlan(this.plan).filter(({ column }) => this.plan.match.includes(column.into))
    await this.resolve(work, read, inKey)
    const faulty = this.plan.skipsRepeated ? await this.pastFaults.upTo(work, read.at(-1)?.number ?? 0) : none
    for (const row of read) this.note(this.keyOf(row), { isFaulty: faulty.has(row.number) })
  }

  /** Plans rows once more, as what they mean stands now. */
  async plans(work: UnitOfWork, rows: readonly ReadRow[]): Promise<PreparedRow[]> {
    const { plan, organization } = this
    const keys = rows.map((row) => matchValues(plan, row))
    const asked = keys.flatMap((key) => (key ? [key] : []))
    const found = await findStandingRows(work, plan.resource, { organization, fields: plan.match, keys: asked })
    let place = 0
    return rows.map((row, index) => {
      const standing = keys[index] ? (found[place++] ?? null) : null
      return { row, verdict: planRow(plan, row, { organization, standing }) }
    })
  }

  private planNew(row: ReadRow): PreparedRow {
    return { row, verdict: planRow(this.plan, row, { organization: this.organization, standing: null }) }
  }

  private repeatedVerdict(row: ReadRow): RowVerdict {
    if (this.plan.skipsRepeated) return { kind: 'skip' }
    return { kind: 'issues', issues: [...row.issues, repeatedKey(this.plan, row)] }
  }

  /** Plans what repeats no key, in the order of the file; what does is left without a verdict. */
  private async judge(work: UnitOfWork, rows: readonly KeyedRow[], verdicts: Map<ReadRow, RowVerdict>): Promise<void> {
    const isRepeated = ({ key }: KeyedRow) => key !== null && this.seen.has(key)
    const fresh = rows.filter((row) => !isRepeated(row))
    if (!fresh.length) return
    const read = fresh.map(({ row }) => row)
    // Where every row is to be new, who is there already is asked when the database says that somebody is.
    const planned = this.plan.mode === 'insert' ? read.map((row) => this.planNew(row)) : await this.plans(work, read)
    for (const [place, { row, verdict }] of planned.entries()) {
      const keyed = fresh[place]
      if (!keyed || isRepeated(keyed)) continue
      verdicts.set(row, verdict)
      this.note(keyed.key, { isFaulty: verdict.kind === 'issues' })
    }
  }

  private keyOf(row: ReadRow): string | null {
    const key = matchValues(this.plan, row)
    return key && matchText(key)
  }

  /** Where repetitions are passed over, a faulty row keeps no other from its place: with it the key would be lost unheard. */
  private note(key: string | null, { isFaulty }: { readonly isFaulty: boolean }): void {
    if (key !== null && !(isFaulty && this.plan.skipsRepeated)) this.seen.add(key)
  }

  /** References by what the file calls them, become references by key. */
  private async resolve(work: UnitOfWork, rows: readonly ReadRow[], columns: readonly PlannedColumn[]): Promise<void> {
    for (const planned of columns) {
      const { into, by = [] } = planned.column
      const known = this.names.get(into) ?? new Map<string, string>()
      if (known.size > mostNames) known.clear()
      this.names.set(into, known)
      const words = new Set<string>()
      for (const { values, fallbacks } of rows) {
        for (const word of [values[into], fallbacks[into]]) {
          if (typeof word === 'string' && !known.has(word)) words.add(word)
        }
      }
      const question = { organization: this.organization, field: into, by, words: [...words] }
      const found = await findNamedRows(work, this.plan.resource, question)
      for (const [word, named] of found) if (named !== 'several') known.set(word, named.key)
      for (const row of rows) {
        for (const values of [row.values, row.fallbacks]) {
          const word = values[into]
          if (typeof word !== 'string') continue
          const key = known.get(word)
          if (key !== undefined) values[into] = key
          else row.issues.push(issueOn(planned, row.cells, found.get(word) === 'several' ? ambiguous : unknown))
        }
      }
    }
  }
}

/** Mostly they are sound, and then nothing that repeats them needs to be planned. */
function firstOfEachKey(rows: readonly KeyedRow[]): ReadonlySet<KeyedRow> {
  const keys = new Set<string>()
  return new Set(rows.filter(({ key }) => key === null || (!keys.has(key) && keys.add(key))))
}

const none: ReadonlySet<number> = new Set()

const unknown = { rule: 'no_such_reference', message: 'Does not exist' }
const ambiguous = { rule: 'ambiguous_reference', message: 'Names several rows: use the id or the code' }
