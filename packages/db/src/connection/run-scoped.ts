import type pg from 'pg'
import type { Reach } from './reach.ts'
import { ScopedQuery } from './scoped-query.ts'
import type { Statement } from './statement.ts'
import { isConnectionLost } from './translate-error.ts'

/**
 * One read in one round trip, on any free connection. Rows as arrays of cells. A connection that broke while it was idle is
 * noticed only now: a read is then asked once more on another one.
 */
export async function runScoped(pool: pg.Pool, reach: Reach, statement: Statement): Promise<unknown[][]> {
  try {
    return await ask(pool, reach, statement)
  } catch (error) {
    if (isConnectionLost(error)) return ask(pool, reach, statement)
    throw error
  }
}

function ask(pool: pg.Pool, reach: Reach, statement: Statement): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    pool.connect((connectError, client, release) => {
      if (connectError || !client) return reject(connectError)
      client.query(
        new ScopedQuery(statement, reach, (error, result) => {
          // A refused statement leaves a good connection; from a broken one more than this error may still come.
          release(isConnectionLost(error))
          if (error) reject(error)
          else resolve(result.rows)
        }),
      )
    })
  })
}
