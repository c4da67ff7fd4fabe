import { type Database, type ListQuery, openDatabase } from '@groundwork/db'
import { type Filter, type Principal, Product } from '@groundwork/domain'
import pg from 'pg'
import { type Bench, ceilingFinding, type Finding, ratioFinding } from '../bench.ts'
import { password, poolSize } from '../lab/open-lab.ts'
import { populateBySize, words } from '../lab/populate-by-size.ts'
import { sizedListSql } from '../limit/product-sql.ts'
import { compare, type Effort } from '../measure/compare.ts'
import { perSecond } from '../measure/in-flight.ts'
import { manager } from '../measure/manager.ts'

const inFlight = 16

const inState: Filter = { field: 'status', op: 'eq', value: 'active' }
const ofType: Filter = { field: 'productType', op: 'eq', value: 'SERVICE' }
const tagged = (word: string): Filter => ({ field: 'tags', op: 'hasany', value: [word] })
const onShelf = (word: string): Filter => ({ field: 'customFields.shelf', op: 'eq', value: word })

const newest = { orderBy: ['-createdAt'], limit: 25 } as const
/** Two filters and a sort. */
const twoFilters: ListQuery = { ...newest, filter: { and: [inState, ofType] } }

/** The same with a third filter, and how many times the cost of the two it may have. */
const narrowed = [
  ['list-by-rare-tag', tagged(words.rare)],
  ['list-by-common-tag', tagged(words.common)],
  ['list-by-rare-custom-field', onShelf(words.rare)],
  ['list-by-common-custom-field', onShelf(words.common)],
] as const

export const productsBySize: Bench = {
  names: ['list-by-size', 'list-large', ...narrowed.map(([name]) => name), 'list-deep-page', 'count-large'],
  about:
    'list of 25 with two filters and a sort in an organization of a million products, under row-level security in the process: against one of ten thousand, against the same SQL on raw `pg`; with a tag or custom field besides, deep in its pages, and counted, against itself',
  run: async ({ environment, url, ownerUrl, user, username, products }, effort) => {
    const sizes = [products * 5, 10_000]
    const [large, small] = await populateBySize({ url, ownerUrl, password, sizes })
    if (!large || !small) throw new Error('There are no organizations to compare')
    const database = await openDatabase({ url: environment.APP_DATABASE_URL ?? '', poolSize })
    const raw = new pg.Pool({ connectionString: ownerUrl, max: poolSize })
    // When interrupted, the server is gone before the pool is.
    raw.on('error', () => undefined)
    const inLarge = manager({ organization: large.organization, user, username })
    const inSmall = manager({ organization: small.organization, user, username })
    const ours = lister(database, inLarge)
    try {
      const statement = { name: 'sized', text: sizedListSql, values: [large.organization, 'active', 'SERVICE'] }
      const limit = (ms: number) => perSecond(inFlight, ms, () => raw.query(statement))
      const cursor = await deepCursor(database, inLarge)
      const times = (name: string, budget: number, query: ListQuery) =>
        timesFinding({ name, budget, effort, ours: ours(query), limit: ours(twoFilters) })
      const findings = [
        ratioFinding('list-large', 0.7, await compare(ours(twoFilters), limit, effort)),
        await timesFinding({
          name: 'list-by-size',
          budget: 1.3,
          effort,
          ours: ours(twoFilters),
          limit: lister(database, inSmall)(twoFilters),
        }),
      ]
      for (const [name, filter] of narrowed) {
        findings.push(await times(name, 2, { ...newest, filter: { and: [inState, filter] } }))
      }
      findings.push(await times('list-deep-page', 1.3, { ...twoFilters, cursor }))
      return [...findings, await countFinding(database, inLarge)]
    } finally {
      await Promise.all([database.close(), raw.end()])
    }
  },
}

const lister = (database: Database, actor: Principal) => (query: ListQuery) => (ms: number) =>
  perSecond(inFlight, ms, async () => {
    const { rows } = await database.reader({ actor }).list(Product, query)
    if (!rows.length) throw new Error('The list that is measured is empty')
  })

interface Times {
  readonly name: string
  readonly budget: number
  readonly effort: Effort
  readonly ours: (ms: number) => Promise<number>
  readonly limit: (ms: number) => Promise<number>
}

/** How many times as long it takes. */
async function timesFinding({ name, budget, effort, ours, limit }: Times): Promise<Finding> {
  const found = await compare(ours, limit, effort)
  return ceilingFinding(name, budget, 1 / found.ratio, inMs(found.ours), inMs(found.limit))
}

/** Of one call, when sixteen are in flight. */
const inMs = (rate: number) => `${(1000 / rate).toFixed(2)} ms`

/** The place behind two thousand pages of a million rows. */
async function deepCursor(database: Database, actor: Principal): Promise<string> {
  let cursor: string | undefined
  for (let page = 0; page < 55; page++) {
    const query = { ...twoFilters, limit: 1000, ...(cursor && { cursor }) }
    const { nextCursor } = await database.reader({ actor }).list(Product, query)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  if (!cursor) throw new Error('There is no second page')
  return cursor
}

/** Exact to its bound, which it says. */
async function countFinding(database: Database, actor: Principal): Promise<Finding> {
  const reader = database.reader({ actor })
  const all = await reader.count(Product)
  const rare = await reader.count(Product, { filter: tagged(words.rare) })
  if (all.isCountExact || !rare.isCountExact || rare.count !== 100) {
    throw new Error(`Counted wrongly: ${JSON.stringify({ all, rare })}`)
  }
  const rate = await perSecond(1, 1000, () => reader.count(Product, { filter: twoFilters.filter as Filter }))
  return ceilingFinding('count-large', 100, 1000 / rate, `${(1000 / rate).toFixed(1)} ms to its bound of ${all.count}`)
}
