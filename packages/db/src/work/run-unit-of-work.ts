import type pg from 'pg'
import type { GatheredReads } from '../connection/gathered-reads.ts'
import { Looking } from '../connection/looking.ts'
import { reachOf } from '../connection/reach.ts'
import { writeScoped } from '../connection/run-scoped.ts'
import { Transaction } from '../connection/transaction.ts'
import { translateError } from '../connection/translate-error.ts'
import type { OutboxBell } from '../outbox/outbox-bell.ts'
import type { UnitOfWork, WorkContext } from './contract.ts'
import { type Line, statementsTogether } from './journal.ts'
import { SharedWrites } from './shared-writes.ts'
import { ScopedUnitOfWork } from './unit-of-work.ts'

interface Means {
  readonly pool: pg.Pool
  readonly bell: OutboxBell
  readonly trail: SharedWrites<Line>
  readonly gathered: GatheredReads
}

/** Runs a use case in one transaction: what it throws undoes everything, what it returns is committed. */
export async function runUnitOfWork<Result>(
  { pool, bell }: Pick<Means, 'pool' | 'bell'>,
  context: WorkContext,
  use: (work: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  const transaction = new Transaction(pool, reachOf(context))
  try {
    const work = new ScopedUnitOfWork(context, transaction)
    const result = await use(work)
    await work.finish((last) => transaction.commit(last))
    if (work.hasEvents) bell.ring()
    return result
  } catch (error) {
    await transaction.rollback()
    throw translateError(error)
  }
}

/** Runs a use case as `runUnitOfWork` does, up to the commit, and undoes everything: its triggers, checks and uniques have spoken. */
export async function runRehearsal<Result>(
  { pool }: Pick<Means, 'pool'>,
  context: WorkContext,
  use: (work: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  const transaction = new Transaction(pool, reachOf(context))
  try {
    return await use(new ScopedUnitOfWork(context, transaction))
  } catch (error) {
    throw translateError(error)
  } finally {
    await transaction.rollback()
  }
}

/** Runs what only reads. Its entries are written with those of others, before it returns. */
export async function runLook<Result>(
  { pool, trail, gathered }: Pick<Means, 'pool' | 'trail' | 'gathered'>,
  context: WorkContext,
  use: (work: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  const looking = new Looking(pool, gathered, reachOf(context))
  try {
    const work = new ScopedUnitOfWork(context, looking)
    const result = await use(work)
    looking.refuseIgnoredFailure()
    await trail.add(work.looks)
    return result
  } catch (error) {
    throw translateError(error)
  }
}

/** One for all who look through this pool. */
export const trailThrough = (pool: pg.Pool): SharedWrites<Line> =>
  new SharedWrites((lines) => {
    const statements = statementsTogether(lines)
    const [first] = statements
    const isOne = first && statements.length === 1
    return isOne ? writeScoped(pool, system, first) : new Transaction(pool, system).commit(statements)
  })

const system = { kind: 'system' } as const
