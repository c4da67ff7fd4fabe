import type pg from 'pg'
import { reachOf } from '../connection/reach.ts'
import { Transaction } from '../connection/transaction.ts'
import { translateError } from '../connection/translate-error.ts'
import type { OutboxBell } from '../outbox/outbox-bell.ts'
import type { UnitOfWork, WorkContext } from './contract.ts'
import { statementsOf } from './journal.ts'
import { SharedTrail } from './shared-trail.ts'
import { ScopedUnitOfWork } from './unit-of-work.ts'

interface Means {
  readonly pool: pg.Pool
  readonly bell: OutboxBell
  readonly trail: SharedTrail
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
    await work.finish()
    if (work.hasEvents) bell.ring()
    return result
  } catch (error) {
    await transaction.rollback()
    throw translateError(error)
  }
}

/** Runs what only reads. Postgres refuses its writes; its entries are written with those of others, before it returns. */
export async function runLook<Result>(
  { pool, trail }: Pick<Means, 'pool' | 'trail'>,
  context: WorkContext,
  use: (work: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  const transaction = new Transaction(pool, reachOf(context), { isReadOnly: true })
  try {
    const work = new ScopedUnitOfWork(context, transaction)
    const result = await use(work)
    await Promise.all([transaction.commit([]), trail.add(work.looks)])
    return result
  } catch (error) {
    await transaction.rollback()
    throw translateError(error)
  }
}

/** One for all who look through this pool. */
export const trailThrough = (pool: pg.Pool): SharedTrail =>
  new SharedTrail((lines) => new Transaction(pool, { kind: 'system' }).commit(statementsOf(lines)))
