import type pg from 'pg'
import { reachOf } from '../connection/reach.ts'
import { Transaction } from '../connection/transaction.ts'
import { translateError } from '../connection/translate-error.ts'
import type { OutboxBell } from '../outbox/outbox-bell.ts'
import type { UnitOfWork, WorkContext } from './contract.ts'
import { ScopedUnitOfWork } from './unit-of-work.ts'

/** Runs a use case in one transaction: what it throws undoes everything, what it returns is committed. */
export async function runUnitOfWork<Result>(
  { pool, bell }: { readonly pool: pg.Pool; readonly bell: OutboxBell },
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
