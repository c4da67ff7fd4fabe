import { ownRows, Product, type Resource, StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Statement } from '../src/connection/statement.ts'
import type { ListQuery, WorkContext } from '../src/index.ts'
import { scopeOf } from '../src/query/actor-scope.ts'
import { compileGet } from '../src/query/compile-get.ts'
import { compileList, compileListOfFew } from '../src/query/compile-list.ts'
import { tableOf } from '../src/query/table.ts'
import { explained } from './support/explained.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let organizations: string[]
let one: WorkContext
let all: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  organizations = await Promise.all(Array.from({ length: 5 }, async () => (await world.organization()).id))
  one = await world.caller(organizations.slice(0, 1))
  all = await world.caller(organizations)
  await test.sql(
    `insert into product (id, organization_id, sku, name, product_type, status, tags, created_at)
     select gen_random_uuid(), ($1::uuid[])[n % 5 + 1], 'S' || n, md5(n::text), 'SERVICE',
       case when n % 10 = 0 then 'active' else 'draft' end,
       case when n % 3000 < 5 then array['rare', 'common'] when n % 10 < 5 then array['common'] else '{}' end, now() - n * interval '1 second'
     from generate_series(1, 30000) n`,
    [organizations],
  )
  await test.sql(
    `insert into file (id, organization_id, original_filename, file_path, file_size, created_at)
     select gen_random_uuid(), ($1::uuid[])[n % 5 + 1], md5(n::text), n::text, n, now() - n * interval '1 second' from generate_series(1, 10000) n`,
    [organizations],
  )
  await test.sql(
    `with made as (insert into folder (id, organization_id, name, path, depth) values (gen_random_uuid(), $1, 'Scans', '', 0) returning id)
     insert into file (id, organization_id, folder_id, original_filename, file_path, created_at)
     select gen_random_uuid(), $1, made.id, 'scan ' || n || '.pdf', 'scans/' || n, now() - n * interval '1 second'
     from made, generate_series(1, 10000) n`,
    [organizations[0]],
  )
  // Of the oldest, so that whoever goes through the newest first comes to them last.
  await test.sql(
    `update file set created_by_id = $1 where organization_id = $2
       and id in (select id from file where organization_id = $2 order by created_at limit 20)`,
    [idOf(one), organizations[0]],
  )
  await test.sql('analyze')
})
afterAll(() => test.close())

const idOf = ({ actor }: WorkContext) => (actor.kind === 'user' ? actor.userId : '')

const planOf = (statement: Statement, context: WorkContext) => explained(test.appUrl, statement, context)

function listPlan(resource: Resource, query: ListQuery, context: WorkContext): Promise<string> {
  const { actor } = context
  const scope = scopeOf(actor, 'view', resource)
  return planOf(compileList({ table: tableOf(resource), actor, scope, query, limit: 25 }), context)
}

const cursorOf = async (query: ListQuery) =>
  (await test.database.reader(one).list(Product, { ...query, limit: 25 })).nextCursor ?? ''

describe('a list by tags', () => {
  const byTag = (tag: string): ListQuery => ({
    orderBy: ['-createdAt'],
    filter: { field: 'tags', op: 'hasany', value: [tag] },
  })
  const fewPlan = (tag: string, { actor, ...context }: WorkContext) => {
    const scope = scopeOf(actor, 'view', Product)
    const list = compileListOfFew({ table: tableOf(Product), actor, scope, query: byTag(tag), limit: 25 })
    return planOf(list ?? { text: '', values: [] }, { actor, ...context })
  }

  it('fetches the rows of a rare one by their marks, and goes through no others', async () => {
    for (const context of [one, all]) {
      const plan = await fewPlan('rare', context)
      expect(plan).toMatch(/row_mark_pkey/)
      expect(plan).toMatch(/Scan on product_pkey[^\n]*\(actual rows|using product_pkey[^\n]*\(actual rows/)
      expect(plan).not.toMatch(/product_created_at_idx|Seq Scan on product/)
    }
  })

  it('goes through the rows in order where a common one is met soon', async () => {
    expect(await fewPlan('common', one)).not.toMatch(/product_pkey[^\n]*\(actual rows=[1-9]/)
    const plan = await listPlan(Product, byTag('common'), one)
    expect(plan).toMatch(/product_created_at_idx[^\n]*\(actual rows/)
    expect(plan).not.toMatch(/product_pkey|row_mark/)
  })
})

describe('the plan of', () => {
  it.each([
    ['the default list', {}, 'product_name_idx'],
    ['the newest first', { orderBy: ['-createdAt'] }, 'product_created_at_idx'],
    ['a list by state', { filter: { field: 'status', op: 'eq', value: 'active' } }, 'product_status_idx'],
    ['a list by prefix', { filter: { field: 'name', op: 'startswith', value: 'abc' } }, 'product_name_prefix_idx'],
  ] as const)('%s reads its index in order', async (_, query, index) => {
    const plan = await listPlan(Product, query, one)
    expect(plan).toContain(index)
    expect(plan).not.toMatch(/Seq Scan on product|Bitmap Heap Scan on product/)
  })

  it('a later page starts at its place', async () => {
    const orderBy = ['-createdAt']
    const plan = await listPlan(Product, { orderBy, cursor: await cursorOf({ orderBy }) }, one)
    expect(plan).toMatch(
      /product_created_at_idx on product t \(actual rows=26[\s\S]*Index Cond: [^\n]*ROW\(created_at, id\) </,
    )
    expect(plan).not.toContain('Seq Scan on product')
  })

  it('several organizations reads a page from each, not all their rows', async () => {
    for (const context of [all, await world.superuser()]) {
      const plan = await listPlan(Product, {}, context)
      expect(plan).toMatch(/Index Only Scan using product_name_idx on product t[^\n]*rows=26(\.00)? loops=5/)
      expect(plan).not.toMatch(/Seq Scan on product/)
    }
  })

  it('a list of files by size reads its index', async () => {
    expect(await listPlan(StoredFile, { orderBy: ['-fileSize'] }, one)).toContain('file_file_size_idx')
  })

  it.each([
    ['under a hold', { field: 'legalHold', op: 'eq', value: true }, 'file_held_idx'],
    ['kept until a day', { field: 'retainUntil', op: 'lte', value: '2026-11-21T00:00:00.000Z' }, 'file_retained_idx'],
    ['with a refused version', { field: 'newVersionStatus', op: 'eq', value: 'quarantined' }, 'file_new_version_idx'],
    ['of a kind', { field: 'kind', op: 'in', value: ['video'] }, 'file_kind_idx'],
  ] as const)('a list of the few files %s reads no others', async (_, filter, index) => {
    const plan = await listPlan(StoredFile, { orderBy: ['-createdAt'], filter }, one)
    expect(plan).toContain(index)
    expect(plan).not.toMatch(/Seq Scan on file/)
  })

  it('a list of somebody’s own files reads no others, whether they ask for these or see no more', async () => {
    const [of] = organizations
    const grants = [{ resource: 'file', action: 'view', where: ownRows }]
    const actor = { ...one.actor, memberships: [{ organization: of ?? '', role: 'own', attributes: {}, grants }] }
    const filter = { field: 'createdBy', op: 'in', value: [idOf(one)] } as const
    for (const [query, context] of [
      [{ orderBy: ['-createdAt'], filter }, one],
      [{ orderBy: ['-createdAt'] }, { ...one, actor } as WorkContext],
    ] as const) {
      const plan = await listPlan(StoredFile, query, context)
      expect(plan).toMatch(/file_created_by_idx[^\n]*actual rows=20/)
    }
  })

  it('a folder of 10,000 files reads a page of it in order, at its begin and further on', async () => {
    const [folder] = await test.sql<{ id: string }>('select id from folder')
    const filter = { field: 'folder', op: 'eq', value: folder?.id ?? '' } as const
    for (const [orderBy, index] of [
      [['originalFilename'], 'file_folder_name_idx'],
      [['-createdAt'], 'file_folder_created_idx'],
    ] as const) {
      const query = { filter, orderBy, limit: 25 }
      const { rows, nextCursor } = await test.database.reader(one).list(StoredFile, query)
      expect(rows).toHaveLength(25)
      for (const cursor of [undefined, nextCursor ?? '']) {
        const plan = await listPlan(StoredFile, { ...query, ...(cursor && { cursor }) }, one)
        expect(plan).toMatch(new RegExp(`${index}[^\\n]*actual rows=26`))
        // That what data jobs wrote for others is left out is asked of the rows on the way, not looked for.
        expect(plan).toMatch(/Filter: [^\n]*entity_type/)
      }
    }
  })

  it('the top of the tree of folders reads its files in order', async () => {
    const filter = { field: 'folder', op: 'isnull', value: true } as const
    const plan = await listPlan(StoredFile, { filter, orderBy: ['originalFilename'] }, one)
    expect(plan).toMatch(/file_top_name_idx[^\n]*actual rows=26/)
  })

  it('files in the order of their names counts as people do', async () => {
    const [folder] = await test.sql<{ id: string }>('select id from folder')
    const filter = { field: 'folder', op: 'eq', value: folder?.id ?? '' } as const
    const { rows } = await test.database
      .reader(one)
      .list(StoredFile, { filter, orderBy: ['originalFilename'], limit: 3 })
    expect(rows.map(({ originalFilename }) => originalFilename)).toEqual(['scan 1.pdf', 'scan 2.pdf', 'scan 3.pdf'])
  })

  it('one row is a look-up by key', async () => {
    const [row] = await test.sql<{ id: string }>('select id from product limit 1')
    const view = scopeOf(one.actor, 'view', Product)
    const statement = compileGet({
      table: tableOf(Product),
      keys: [row?.id ?? ''],
      actor: one.actor,
      view,
      action: null,
      withDeleted: false,
      lock: false,
    })
    expect(await planOf(statement, one)).toContain('Index Scan using product_pkey')
  })

  it('the wall reads its setting once, not for every row', async () => {
    const plan = await listPlan(Product, { filter: { field: 'baseUom', op: 'neq', value: 'EA' } }, one)
    expect(plan).toMatch(/InitPlan/)
    expect(plan).not.toMatch(/Filter:[^\n]*current_setting/)
  })
})
