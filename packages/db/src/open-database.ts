import { GatheredReads } from './connection/gathered-reads.ts'
import { openPool, refuseUnboundRole } from './connection/open-pool.ts'
import { reachOf } from './connection/reach.ts'
import { readScoped } from './connection/run-scoped.ts'
import { translateError } from './connection/translate-error.ts'
import { countStreamed, streamRows } from './export/stream-rows.ts'
import { OutboxBell } from './outbox/outbox-bell.ts'
import type { Database } from './work/contract.ts'
import { runLook, runRehearsal, runUnitOfWork, trailThrough } from './work/run-unit-of-work.ts'
import { ScopedReader } from './work/scoped-reader.ts'

export interface DatabaseOptions {
  /** Of the application role; see `refuseUnboundRole`. */
  readonly url: string
  readonly poolSize?: number
  /** Interactive work ends sooner than people's patience; a worker may need longer. */
  readonly statementTimeoutMs?: number
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string
}

/** Opens the one way to the database. @throws when its role would not be bound by row-level security */
export async function openDatabase({
  url,
  poolSize = 10,
  statementTimeoutMs = 10_000,
  applicationName = 'groundwork',
}: DatabaseOptions): Promise<Database> {
  const pool = openPool({ url, poolSize, statementTimeoutMs, applicationName })
  try {
    await refuseUnboundRole(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const bell = new OutboxBell(pool)
  const trail = trailThrough(pool)
  const gathered = new GatheredReads(pool)
  return {
    reader: (context) => {
      const reach = reachOf(context)
      return new ScopedReader({
        actor: context.actor,
        run: (statement) => readScoped(pool, reach, statement),
        byKey: (question, key) => gathered.read(reach, question, key),
      })
    },
    withUnitOfWork: (context, use) => runUnitOfWork({ pool, bell }, context, use),
    rehearse: (context, use) => runRehearsal({ pool }, context, use),
    look: (context, use) => runLook({ pool, trail, gathered }, context, use),
    stream: (context, resource, query) => streamRows(pool, context, resource, query),
    streamLength: (context, resource, query) => countStreamed(pool, context, resource, query),
    hear: (onEvents) => bell.hear(onEvents),
    probe: async () => {
      try {
        await pool.query('select 1')
      } catch (error) {
        throw translateError(error)
      }
    },
    close: () => pool.end(),
  }
}
