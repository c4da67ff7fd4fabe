import pg from 'pg'
import { v7 } from 'uuid'
import { type Bench, ceilingFinding } from '../bench.ts'
import { poolSize } from '../lab/open-lab.ts'
import { insertSql, toldSql } from '../limit/product-sql.ts'
import { compare } from '../measure/compare.ts'
import { perSecond } from '../measure/in-flight.ts'

const inFlight = 16

export const journalAdded: Bench = {
  names: ['journal-added'],
  about: 'what an audit entry and an outbox event add to a committed create, in time, on raw `pg`',
  run: async ({ ownerUrl, organization, user }, effort) => {
    const pool = new pg.Pool({ connectionString: ownerUrl, max: poolSize })
    pool.on('error', () => undefined)
    const create = async (isTold: boolean) => {
      const client = await pool.connect()
      const [id, name] = [v7(), 'A product of the bench']
      const run = (text: string, values: unknown[]) => client.query({ name: text.slice(0, 40), text, values })
      try {
        // Sent one behind the other without waiting, as the engine sends the end of a transaction.
        const sent = [client.query('begin'), run(insertSql, [id, organization, id, name, 'PHYSICAL_GOOD', user])]
        if (isTold) {
          const entry = [v7(), organization, user, 'CREATE', id, name, changesOf(name, id)]
          sent.push(run(toldSql, [...entry, v7(), 'product.created']))
        }
        await Promise.all([...sent, client.query('commit')])
      } finally {
        client.release()
      }
    }
    try {
      const found = await compare(
        (ms) => perSecond(inFlight, ms, () => create(true)),
        (ms) => perSecond(inFlight, ms, () => create(false)),
        effort,
      )
      const words = [`${found.ours.toFixed(0)} /s`, `${found.limit.toFixed(0)} /s`] as const
      return [ceilingFinding('journal-added', 0.25, 1 / found.ratio - 1, ...words)]
    } finally {
      await pool.end()
    }
  },
}

const changesOf = (name: string, sku: string) => ({
  sku: { old: null, new: sku },
  name: { old: null, new: name },
  productType: { old: null, new: 'PHYSICAL_GOOD' },
  status: { old: null, new: 'draft' },
})
