import type { Resource } from '@groundwork/domain'
import type pg from 'pg'
import { reachOf } from '../connection/reach.ts'
import { Transaction } from '../connection/transaction.ts'
import { translateError } from '../connection/translate-error.ts'
import type { ExportQuery, WorkContext } from '../work/contract.ts'
import { compileExport, compileExportCount } from './compile-export.ts'

/** So many rows are in memory at once, and as many more on their way. */
const rowsAtATime = 500

/** The whole answer is wanted, not its beginning; and whoever writes the rows away may take their time. */
const settings = `select set_config('cursor_tuple_fraction', '1', true), set_config('work_mem', '64MB', true),
  set_config('statement_timeout', '10min', true), set_config('idle_in_transaction_session_timeout', '10min', true)`

/**
 * The rows of a list from its first to its last, as they were when it began, through a cursor: each as the values of the fields asked for. Whoever stops reading ends the
 * transaction with it.
 */
export async function* streamRows(
  pool: pg.Pool,
  context: WorkContext,
  resource: Resource,
  query: ExportQuery,
): AsyncGenerator<readonly (readonly unknown[])[], undefined> {
  const compiled = compileExport(context.actor, resource, query)
  if (!compiled) return
  const { valuesIn } = compiled
  const transaction = new Transaction(pool, reachOf(context), 'read')
  try {
    await transaction.run({ text: settings, values: [] })
    await transaction.run({ text: `declare exported no scroll cursor for ${compiled.text}`, values: compiled.values })
    const next = () => transaction.run({ text: `fetch ${rowsAtATime} from exported`, values: [] })
    for (let rows = await next(); rows.length; ) {
      // The next rows are fetched while these are written.
      const coming = rows.length === rowsAtATime ? next() : Promise.resolve([])
      coming.catch(isToldBelow)
      yield valuesIn ? rows.map(valuesIn) : rows
      rows = await coming
    }
  } catch (error) {
    throw translateError(error)
  } finally {
    await transaction.rollback()
  }
}

/** How many rows that would be. */
export async function countStreamed(
  pool: pg.Pool,
  context: WorkContext,
  resource: Resource,
  query: ExportQuery,
): Promise<number> {
  const statement = compileExportCount(context.actor, resource, query)
  if (!statement) return 0
  const transaction = new Transaction(pool, reachOf(context), 'read')
  try {
    await transaction.run({ text: settings, values: [] })
    const [[count] = []] = await transaction.run(statement)
    return Number(count)
  } catch (error) {
    throw translateError(error)
  } finally {
    await transaction.rollback()
  }
}

const isToldBelow = () => undefined
