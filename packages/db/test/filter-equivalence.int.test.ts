import {
  type FieldPlace,
  type Filter,
  fieldAt,
  filterMatcher,
  isDomainError,
  type Operator,
  operatorsFor,
  parseFilter,
} from '@groundwork/domain'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileFilter } from '../src/query/filter-to-sql.ts'
import {
  relatedTo,
  Sample,
  sampleJoins,
  samplePaths,
  sampleResource,
  sampleRows,
  sampleTables,
} from './filter-sample.ts'

const seed = 20_261_121
const filters = 3000
const { places, rows } = sampleRows(seed)

const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })

beforeAll(async () => {
  await client.connect()
  await client.query(sampleTables)
  const columns = ({ parent, place, customFields, fileSize, isOpen, ...row }: Readonly<Record<string, unknown>>) => ({
    ...row,
    parent_id: parent,
    place_id: place,
    custom_fields: customFields,
    file_size: fileSize,
    is_open: isOpen,
  })
  for (const [table, given] of Object.entries({ sample_place: places, sample: rows })) {
    const insert = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`
    await client.query(insert, [JSON.stringify(given.map(columns))])
  }
})

afterAll(() => client.end())

const suitable = (place: FieldPlace) => operatorsFor(place, sampleResource)

function placeOf(path: string): FieldPlace {
  const place = fieldAt(Sample, path, sampleResource)
  if (!place) throw new Error(`No field ${path}`)
  return place
}

/** A value of the shape that the operator takes. */
function valueFor(op: Operator, one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  switch (op) {
    case 'isnull':
      return fc.boolean()
    case 'between':
      return fc.tuple(one, one)
    case 'in':
    case 'notin':
    case 'hasany':
    case 'hasall':
      return fc.array(one, { maxLength: 4 })
    default:
      return one
  }
}

const condition = fc
  .constantFrom(...Object.keys(samplePaths))
  .chain((field) => fc.record({ field: fc.constant(field), op: fc.constantFrom(...suitable(placeOf(field))) }))
  .chain(({ field, op }) => {
    const one = samplePaths[field] ?? fc.constant(null)
    const isAboutNodes = op === 'descendantof'
    return fc.record({
      field: fc.constant(field),
      op: fc.constant(op),
      value: valueFor(op, isAboutNodes ? (samplePaths['place.id'] ?? one) : one),
    })
  })

const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: condition },
    { weight: 1, arbitrary: fc.record({ and: fc.array(tie('node'), { maxLength: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ or: fc.array(tie('node'), { maxLength: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('node') }) },
  ),
}))

/** Undefined where the random filter asks too much (too deep, a number contained in JSON). */
function parsed(input: unknown): Filter | undefined {
  try {
    return parseFilter(input, Sample, { resourceNamed: sampleResource, readable: 'all' })
  } catch (error) {
    if (isDomainError(error)) return undefined
    throw error
  }
}

async function idsInSql(filter: Filter): Promise<string[]> {
  const values: unknown[] = []
  const joins = new Set<string>()
  const where = compileFilter(filter, Sample, {
    alias: 'sample',
    resourceNamed: sampleResource,
    param: (value, cast) => `$${values.push(value)}${cast ? `::${cast}` : ''}`,
    join: (path) => {
      const references = path.split('.')
      for (const index of references.keys()) joins.add(references.slice(0, index + 1).join('.'))
      return references.join('_')
    },
  })
  const joined = Object.entries(sampleJoins).flatMap(([path, join]) => (joins.has(path) ? [join] : []))
  const text = `select sample.id from sample ${joined.join(' ')} where ${where} order by sample.id`
  const result = await client.query<{ id: string }>(text, values)
  return result.rows.map(({ id }) => id)
}

function idsInMemory(filter: Filter): string[] {
  const isMatch = filterMatcher(filter, Sample, sampleResource)
  return rows.filter((row) => isMatch(row, relatedTo(row, places))).map(({ id }) => id)
}

it(`SQL and the evaluator find the same rows (${filters} filters, seed ${seed})`, async () => {
  let telling = 0
  const property = fc.asyncProperty(node, async (input) => {
    const filter = parsed(input)
    fc.pre(filter !== undefined)
    const inMemory = idsInMemory(filter)
    expect(await idsInSql(filter)).toEqual(inMemory)
    if (inMemory.length > 0 && inMemory.length < rows.length) telling += 1
  })
  await fc.assert(property, { seed, numRuns: filters })
  // A property that only ever compared nothing with nothing would prove nothing.
  expect(telling).toBeGreaterThan(filters / 2)
}, 60_000)

/** A membership's attribute is spelled as somebody typed it: a rule that is bound to it was never parsed with it. */
it.each<Filter>([
  { field: 'moment', op: 'lte', value: '2026-11-21' },
  { field: 'moment', op: 'gte', value: '2026-11-21T05:30:00+05:30' },
  { field: 'moment', op: 'between', value: ['1969-12-31', '2026-11-21'] },
  { field: 'place', op: 'eq', value: String(places[0]?.id).toUpperCase() },
])('a value in another spelling means the same on both sides: %j', async (filter) => {
  const found = idsInMemory(filter)
  expect(found.length).toBeGreaterThan(0)
  expect(found).toEqual(idsInMemory(parsed(filter) ?? { or: [] }))
  expect(await idsInSql(filter)).toEqual(found)
})

it.each(Object.keys(samplePaths).flatMap((path) => suitable(placeOf(path)).map((op) => ({ path, op }))))(
  '$path $op, alone and negated',
  async ({ path, op }) => {
    const one = op === 'descendantof' ? samplePaths['place.id'] : samplePaths[path]
    if (!one) throw new Error(`No values for ${path}`)
    const conditions = fc
      .sample(valueFor(op, one), { seed, numRuns: 20 })
      .map((value) => parsed({ field: path, op, value }))
    for (const filter of conditions.filter((one) => one !== undefined)) {
      expect(await idsInSql(filter)).toEqual(idsInMemory(filter))
      expect(await idsInSql({ not: filter })).toEqual(idsInMemory({ not: filter }))
    }
  },
)
