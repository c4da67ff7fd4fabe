import pg from 'pg'
import { v7 } from 'uuid'
import { type Bench, ceilingFinding } from '../bench.ts'
import { poolSize } from '../lab/open-lab.ts'
import { insertSql, toldSql } from '../limit/product-sql.ts'
import { compare } from '../measure/compare.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { perSecond } from '../measure/in-flight.ts'
import { newProduct } from './products-over-http.ts'

const inFlight = 16

export const journalAdded: Bench = {
  names: ['journal-added'],
  about:
    'what audit entry, its mark and the event cost in the database (committed creates on raw `pg`, with and without), as a share of the rest of a create through REST',
  run: async (lab, effort) => {
    const { ownerUrl, organization, user } = lab
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    let turn = 0

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
      const post = () =>
        api.call({ method: 'POST', path: '/api/v1/products/', body: newProduct(lab, turn++, 'journal'), headers })
      await perSecond(inFlight, effort.roundMs, post)
      const whole = 1 / (await perSecond(inFlight, effort.roundMs * 3, post))
      const told = 1 / found.ours - 1 / found.limit
      const words = [`${inMs(told)} of ${inMs(whole)}`, `raw create ${inMs(1 / found.limit)}`] as const
      return [ceilingFinding('journal-added', 0.25, told / (whole - told), ...words)]
    } finally {
      api.close()
      await pool.end()
    }
  },
}

const inMs = (seconds: number) => `${(seconds * 1000).toFixed(2)} ms`

const changesOf = (name: string, sku: string) => ({
  sku: { old: null, new: sku },
  name: { old: null, new: name },
  productType: { old: null, new: 'PHYSICAL_GOOD' },
  status: { old: null, new: 'draft' },
})
