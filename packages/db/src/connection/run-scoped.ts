import type pg from 'pg'
import { corked } from './corked.ts'
import { type JoinedAnswer, JoinedQuery, type Step } from './joined-query.ts'
import type { Reach } from './reach.ts'
import { type ScopedStatement, scopedSteps } from './scoped-query.ts'
import type { Statement } from './statement.ts'
import { isConnectionLost } from './translate-error.ts'

export type Ask = <Row>(scoped: ScopedStatement) => Promise<Row[]>

/** One read in one round trip, on any free connection. Rows as arrays of cells. */
export const readScoped = (pool: pg.Pool, reach: Reach, statement: Statement): Promise<unknown[][]> =>
  askTwice(askThrough(pool), { ...statement, reach, access: 'read', rowMode: 'array' })

/** One statement in one round trip, committed when this resolves. */
export async function writeScoped(pool: pg.Pool, reach: Reach, statement: Statement): Promise<void> {
  await askThrough(pool)({ ...statement, reach, access: 'write', rowMode: 'array' })
}

/** For reads: a connection that broke while it was idle is noticed only now, so it is asked once more on another one. */
export async function askTwice<Row>(ask: Ask, scoped: ScopedStatement): Promise<Row[]> {
  try {
    return await ask<Row>(scoped)
  } catch (error) {
    if (isConnectionLost(error)) return ask<Row>(scoped)
    throw error
  }
}

/** What is asked of it before a connection is free leaves in one packet: a write to a socket costs more than the statement in it. */
export function askThrough(pool: pg.Pool): Ask {
  let waiting: Asked[] = []
  const send: Parameters<pg.Pool['connect']>[0] = (connectError, client, release) => {
    const sent = waiting
    waiting = []
    if (connectError || !client) {
      for (const { done } of sent) done(connectError ?? new Error('There is no connection'), nothing)
      return
    }
    let open = sent.length
    let isLost = false
    corked(client, () => {
      for (const { steps, rowMode, done } of sent) {
        const answered: Asked['done'] = (error, result) => {
          // A refused statement leaves a good connection; from a broken one more than this error may still come.
          isLost ||= isConnectionLost(error)
          open -= 1
          if (open === 0) release(isLost)
          done(error, result)
        }
        client.query(new JoinedQuery(steps, rowMode, answered))
      }
    })
  }
  return <Row>(scoped: ScopedStatement) =>
    new Promise<Row[]>((resolve, reject) => {
      const done: Asked['done'] = (error, result) => (error ? reject(error) : resolve(result.rows as Row[]))
      // What cannot be sent fails here, for whoever asks it alone.
      waiting.push({ steps: scopedSteps(scoped), rowMode: scoped.rowMode, done })
      if (waiting.length === 1) pool.connect(send)
    })
}

interface Asked {
  readonly steps: readonly Step[]
  readonly rowMode: ScopedStatement['rowMode']
  readonly done: JoinedAnswer<unknown>
}

const nothing = { rows: [] }
