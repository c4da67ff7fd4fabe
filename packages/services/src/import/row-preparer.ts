import { findNamedRows, findStandingRows, type UnitOfWork } from '@groundwork/db'
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
import { SeenKeys } from './seen-keys.ts'

/** A row of the file, and what is to become of it. */
export interface PreparedRow {
  readonly row: ReadRow
  readonly verdict: RowVerdict
}

/** So many names of one reference are remembered. */
const mostNames = 20_000

/**
 * Turns rows of the sheet into what is to be done, a chunk at a time by a few statements: references are looked up, and the rows that
 * keys mean. Remembers the keys of the whole file, so rows must come in its order, those of finished chunks too.
 */
export class RowPreparer {
  private readonly seen = new SeenKeys()
  private readonly names = new Map<string, Map<string, string>>()

  constructor(
    private readonly plan: ImportPlan,
    private readonly organization: string,
  ) {}

  async prepare(work: UnitOfWork, rows: readonly SheetRow[]): Promise<PreparedRow[]> {
    const read = rows.map((row) => readRow(this.plan, row))
    await this.resolve(work, read, referencesOfPlan(this.plan))
    const repeated = new Set(read.filter((row) => this.isRepeated(row)))
    // Where every row is to be new, who is there already is asked when the database says that somebody is.
    const fresh = read.filter((row) => !repeated.has(row))
    const planned = this.plan.mode === 'insert' ? fresh.map((row) => this.planNew(row)) : await this.plans(work, fresh)
    const verdicts = new Map(planned.map(({ row, verdict }) => [row, verdict]))
    return read.map((row) => ({
      row,
      verdict: verdicts.get(row) ?? { kind: 'issues', issues: [...row.issues, repeatedKey(this.plan, row)] },
    }))
  }

  /** The same for rows that were landed before: only their keys are of interest. */
  async pass(work: UnitOfWork, rows: readonly SheetRow[]): Promise<void> {
    const read = rows.map((row) => readRow(this.plan, row))
    const inKey = referencesOfPlan(this.plan).filter(({ column }) => this.plan.match.includes(column.into))
    await this.resolve(work, read, inKey)
    for (const row of read) this.isRepeated(row)
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

  private isRepeated(row: ReadRow): boolean {
    const key = matchValues(this.plan, row)
    return key !== null && !this.seen.add(matchText(key))
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

const unknown = { rule: 'no_such_reference', message: 'Does not exist' }
const ambiguous = { rule: 'ambiguous_reference', message: 'Names several rows: use the id or the code' }
