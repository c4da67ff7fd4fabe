import { openDatabase } from '@groundwork/db'
import { Product } from '@groundwork/domain'
import pg from 'pg'
import { type Bench, ratioFinding } from '../bench.ts'
import { poolSize } from '../lab/open-lab.ts'
import { listSql } from '../limit/product-sql.ts'
import { compare } from '../measure/compare.ts'
import { perSecond } from '../measure/in-flight.ts'
import { manager } from '../measure/manager.ts'

const inFlight = 16

export const listInProcess: Bench = {
  names: ['list-in-process'],
  about: 'scoped list of 25 under row-level security, against the same SQL prepared on raw `pg`',
  run: async ({ environment, ownerUrl, organization, user, username }, effort) => {
    const database = await openDatabase({ url: environment.APP_DATABASE_URL ?? '', poolSize })
    const raw = new pg.Pool({ connectionString: ownerUrl, max: poolSize })
    // When interrupted, the server is gone before the pool is.
    raw.on('error', () => undefined)
    try {
      const actor = manager({ organization, user, username })
      const query = { orderBy: ['-createdAt'], limit: 25 }
      const statement = { name: 'list', text: listSql, values: [organization] }
      const found = await compare(
        (ms) => perSecond(inFlight, ms, () => database.reader({ actor }).list(Product, query)),
        (ms) => perSecond(inFlight, ms, () => raw.query(statement)),
        effort,
      )
      return [ratioFinding('list-in-process', 0.7, found)]
    } finally {
      await Promise.all([database.close(), raw.end()])
    }
  },
}
