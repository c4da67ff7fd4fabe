import { AuditEntry } from '@groundwork/domain'
import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitingText } from '../src/audit/sequence-audit.ts'
import { reachOf } from '../src/connection/reach.ts'
import type { ListQuery, WorkContext } from '../src/index.ts'
import { scopeOf } from '../src/query/actor-scope.ts'
import { compileList } from '../src/query/compile-list.ts'
import { tableOf } from '../src/query/table.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let auditor: WorkContext
let organization: string
const objectId = v7()

/** Half a year of entries, of which one in a thousand is about one product. */
beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  organization = (await world.organization()).id
  auditor = await world.caller([organization], 'auditor')
  await test.sql(
    `select make_audit_partition((date_trunc('month', now()) - n * interval '1 month')::date) from generate_series(1, 6) n`,
  )
  await test.sql(
    `insert into audit_entry (id, organization_id, user_id, actor_label, action_type, resource, object_id, object_repr, created_at)
     select gen_random_uuid(), $1, $2, 'somebody', case when n % 50 = 0 then 'EXPORT' else 'UPDATE' end, 'product', case when n % 1000 = 0 then $3 else md5(n::text) end, 'It',
       now() - n * interval '250 seconds'
     from generate_series(1, 60000) n`,
    [organization, v7(), objectId],
  )
  await test.sql('analyze audit_entry')
})
afterAll(() => test.close())

/** The plan's lines, under row-level security, as it is made for these values. */
async function planOf(query: ListQuery, context: WorkContext = auditor): Promise<string> {
  const { actor } = context
  const table = tableOf(AuditEntry)
  const scope = scopeOf(actor, 'view', AuditEntry)
  const { text, values } = compileList({ table, actor, scope, query, limit: 25 })
  const client = new pg.Client({ connectionString: test.appUrl })
  await client.connect()
  try {
    await client.query('begin')
    const reach = reachOf(context)
    if (reach.kind === 'system') await client.query('set local role groundwork_system')
    else await client.query(`select set_config('app.org_ids', $1, true)`, [reach.list])
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off) ${text}`, [
      ...values,
    ])
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await client.end()
  }
}

const partitionsIn = (plan: string) =>
  new Set([...plan.matchAll(/ on (audit_entry_(?:\d{4}_\d{2}|default))/g)].map(([, name]) => name))

const ofObject = {
  and: [
    { field: 'resource', op: 'eq', value: 'product' },
    { field: 'objectId', op: 'eq', value: objectId },
  ],
} as const

describe('the history of one object', () => {
  it('reads the index of objects in order, in every month', async () => {
    const plan = await planOf({ filter: ofObject })
    expect(plan).toMatch(/Index Scan Backward using audit_entry_\d{4}_\d{2}_organization_id_resource_object_id/)
    expect(plan).not.toMatch(/Seq Scan on audit_entry_\S+ \S+ \(actual rows=[1-9]|Bitmap|Sort Method/)
  })

  it('looks only into the months of its range', async () => {
    const [range] = await test.sql<{ from: Date; to: Date }>(
      `select date_trunc('month', now()) - interval '2 months' as from, date_trunc('month', now()) - interval '1 month' as to`,
    )
    const at = (field: 'from' | 'to') => range?.[field].toISOString() ?? ''
    const filter = {
      and: [
        ...ofObject.and,
        { field: 'createdAt', op: 'gte', value: at('from') },
        { field: 'createdAt', op: 'lt', value: at('to') },
      ],
    } as const
    const plan = await planOf({ filter })
    expect(partitionsIn(plan)).toEqual(new Set([`audit_entry_${at('from').slice(0, 7).replace('-', '_')}`]))
    expect(plan).toMatch(/organization_id_resource_object_id/)
  })
})

describe('the trail', () => {
  it.each([
    ['of an organization', {}, /audit_entry_\d{4}_\d{2}_organization_id_created_at_id_idx/],
    [
      'of one action',
      { filter: { field: 'actionType', op: 'eq', value: 'EXPORT' } },
      /audit_entry_\d{4}_\d{2}_organization_id_action_type_created_at_/,
    ],
  ] as const)('%s reads its index in order, and sorts nothing', async (_, query, index) => {
    const plan = await planOf(query)
    expect(plan).toMatch(index)
    expect(plan).not.toMatch(/Seq Scan on audit_entry_\S+ \S+ \(actual rows=[1-9]|Sort Method/)
  })

  it('of all organizations reads the newest first, for the superuser', async () => {
    const plan = await planOf({}, await world.superuser())
    const [most] = [...plan.matchAll(/ on audit_entry\S* t?\S* ?\(actual rows=(\d+)/g)]
      .map(([, rows]) => Number(rows))
      .sort((a, b) => b - a)
    expect(most ?? 0).toBeLessThanOrEqual(26)
  })
})

it('the chain finds out by its index whether an entry is linked already, however long it has become', async () => {
  await test.sql(
    `insert into audit_link (chain_id, position, entry_id, entry_created_at, digest, hash)
     select $1, n, gen_random_uuid(), now(), sha256('x'), sha256('y') from generate_series(1, 20000) n`,
    [organization],
  )
  await test.sql('insert into audit_pending select id, created_at from audit_entry limit 1000')
  await test.sql('analyze audit_link, audit_pending')
  const plan = await test.sql<{ 'QUERY PLAN': string }>(`explain ${waitingText.replace('$1', '1000')}`)
  const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(lines).toContain('using audit_link_entry_id_key')
  expect(lines).not.toContain('Seq Scan on audit_link')
})
