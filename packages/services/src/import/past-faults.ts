import { type JobKey, listImportIssues, type UnitOfWork } from '@groundwork/db'

/** Read at a time. */
const pageIssues = 1000

/** Which rows were faulty in chunks that have landed before. Issues are kept in the order of the file, so they are walked along with it. */
export class PastFaults {
  private rows: number[] = []
  private after: string | null = null
  private isAtEnd = false

  constructor(private readonly job: JobKey) {}

  /** Behind those that were told before, up to this row. */
  async upTo(work: UnitOfWork, last: number): Promise<ReadonlySet<number>> {
    while (!this.isAtEnd && (this.rows.at(-1) ?? 0) <= last) {
      const page = await listImportIssues(work, { ...this.job, after: this.after, limit: pageIssues })
      this.after = page.at(-1)?.id ?? this.after
      this.isAtEnd = page.length < pageIssues
      this.rows.push(...page.map(({ row }) => row))
    }
    const told = new Set(this.rows.filter((row) => row <= last))
    this.rows = this.rows.filter((row) => row > last)
    return told
  }
}
