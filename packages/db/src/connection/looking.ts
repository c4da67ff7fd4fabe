import type pg from 'pg'
import type { GatheredReads, KeyedQuestion } from './gathered-reads.ts'
import type { Reach } from './reach.ts'
import { type Ask, askThrough, askTwice } from './run-scoped.ts'
import type { Statement } from './statement.ts'

/**
 * What somebody asks who only looks: a statement is one round trip on any free connection, several at the same moment are one as well,
 * and Postgres refuses to write. There is no transaction around them, and none is missed: under READ COMMITTED each statement sees its
 * own moment within one as well.
 */
export class Looking {
  private readonly ask: Ask
  private failure: unknown

  constructor(
    pool: pg.Pool,
    private readonly gathered: GatheredReads,
    private reach: Reach,
  ) {
    this.ask = askThrough(pool)
  }

  run(statement: Statement): Promise<unknown[][]> {
    return this.noted(
      askTwice<unknown[]>(this.ask, { ...statement, reach: this.reach, access: 'read', rowMode: 'array' }),
    )
  }

  query<Row extends object>(statement: Statement): Promise<Row[]> {
    return this.noted(askTwice<Row>(this.ask, { ...statement, reach: this.reach, access: 'read' }))
  }

  byKey<Row>(question: KeyedQuestion<Row>, key: string): Promise<Row | undefined> {
    return this.noted(this.gathered.read(this.reach, question, key))
  }

  /** Changes the reach for what is asked from now on. */
  async setReach(reach: Reach): Promise<void> {
    this.reach = reach
  }

  /** @throws when a statement had failed and its caller went on all the same: what they found is not what there is */
  refuseIgnoredFailure(): void {
    if (this.failure) throw new Error('A failed statement was ignored in this look', { cause: this.failure })
  }

  private async noted<Rows>(asked: Promise<Rows>): Promise<Rows> {
    try {
      return await asked
    } catch (error) {
      this.failure ??= error
      throw error
    }
  }
}
