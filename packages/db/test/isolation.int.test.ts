import { type Defined, Product, type Resource, type ResourceSpec, resources } from '@groundwork/domain'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/index.ts'
import { createTestDatabase, sampleOf, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  const { id } = await world.organization()
  await world.product(await world.caller([id]), id)
  await test.sql('insert into storage_quota (organization_id) values ($1)', [id])
  for (const resource of masterData) await insertSample(resource, id)
  await test.sql(
    `with f as (insert into file (id, organization_id, original_filename, file_path) values (gen_random_uuid(), $1, 'a', 'a') returning id),
       b as (insert into blob (id, organization_id, storage_provider, storage_key) values (gen_random_uuid(), $1, 'local', 'key') returning id)
     insert into file_version (id, organization_id, file_id, blob_id, file_name)
     select gen_random_uuid(), $1, f.id, b.id, 'a' from f, b`,
    [id],
  )
  for (const insert of [...aboutFiles, ...aboutJobsAndViews]) await test.sql(insert, [id])
  await test.sql(
    `insert into membership (id, organization_id, user_id, role_id)
     select gen_random_uuid(), $1, (select id from app_user limit 1), (select id from role limit 1)`,
    [id],
  )
  await test.sql(
    `with own as (insert into role (id, organization_id, slug, name) values (gen_random_uuid(), $1, 'own', 'Own') returning id)
     insert into invitation (id, organization_id, email, role_id, expires_at)
     select gen_random_uuid(), $1, 'ada@example.test', id, now() from own`,
    [id],
  )
})
afterAll(() => test.close())

/** What an organization keeps, besides the rows that are made below as other parts of the system make them. */
const madeBelow = ['product', 'file', 'membership', 'role', 'invitation', 'auditEntry']
const masterData = Object.values<Resource>(resources).filter(
  ({ name, scope }) => scope.kind === 'organization' && scope.field === 'organization' && !madeBelow.includes(name),
)

/** What is kept of an organization's files besides the files themselves. */
const aboutFiles = [
  `insert into blob_text (organization_id, blob_id, content) select organization_id, id, 'words' from blob where organization_id = $1`,
  `insert into upload_session (id, organization_id, kind, storage_provider, storage_key, multipart_id, part_bytes, expires_at)
   values (gen_random_uuid(), $1, 'tus', 'local', 'key', 'id', 1, now())`,
  `insert into file_share (id, organization_id, file_id, user_id, permission, created_by_id)
   select gen_random_uuid(), $1, f.id, u.id, 'view', u.id from file f, (select id from app_user limit 1) u where f.organization_id = $1`,
  `insert into file_link (id, organization_id, file_id, kind, token_hash, created_by_id)
   select gen_random_uuid(), $1, f.id, 'view', f.id, u.id from file f, (select id from app_user limit 1) u where f.organization_id = $1`,
  `insert into link_folder (organization_id, link_id, parent_id, name, folder_id)
   select l.organization_id, l.id, d.id, 'a', d.id from file_link l join folder d on d.organization_id = l.organization_id
   where l.organization_id = $1 limit 1`,
  `insert into favourite (organization_id, user_id, file_id)
   select $1, u.id, f.id from file f, (select id from app_user limit 1) u where f.organization_id = $1`,
  'insert into storage_policy (organization_id) values ($1)',
  `insert into storage_move (organization_id, target) values ($1, 's3')`,
]

/** What is kept of an organization's data jobs and views besides their own rows. */
const aboutJobsAndViews = [
  'insert into data_job_lease (organization_id, job_id) select organization_id, id from data_job where organization_id = $1',
  `insert into import_chunk (organization_id, job_id, number)
   select organization_id, id, 0 from data_job where organization_id = $1`,
  `insert into import_issue (organization_id, job_id, "row", rule, message)
   select organization_id, id, 2, 'required', 'Must be given' from data_job where organization_id = $1`,
  `insert into import_lineage (organization_id, resource, object_id, job_id, file_id, "row", action, after_version)
   select organization_id, 'product', id, id, id, 2, 'created', 1 from data_job where organization_id = $1`,
  `insert into import_mapping (organization_id, resource, header_key, header, mapping)
   values ($1, 'product', 'key', '["SKU"]', '{"SKU": "sku"}')`,
  `insert into bulk_change (organization_id, job_id, object_id, after_version)
   select organization_id, id, id, 1 from data_job where organization_id = $1`,
  `insert into stored_filter_default (organization_id, user_id, resource, stored_filter_id)
   select $1, u.id, s.resource, s.id from stored_filter s, (select id from app_user limit 1) u where s.organization_id = $1`,
]

async function insertSample(resource: Resource, organization: string): Promise<void> {
  const { database } = test
  const { values } = await sampleOf(resource, { database, organization, user: '', role: '' })
  await database.withUnitOfWork(world.system, (work) => work.insert(resource as Defined<ResourceSpec>, values))
}

const tenantTables = () =>
  test.sql<{ name: string }>(
    `select distinct table_name as name from information_schema.columns
     where table_schema = 'public' and (column_name = 'organization_id' or table_name = 'organization')
       and table_name not in ('api_key', 'outbox_event')
       and table_name not in (select relname from pg_class where relispartition) order by 1`,
  )

async function asApplication<Result>(use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: test.appUrl })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** Roles and tax rates of no organization are there for everybody; whose they are not, nobody sees. */
const owned = (name: string) =>
  ['role', 'tax_rate'].includes(name) ? `${name} where organization_id is not null` : name

async function countEach(client: pg.Client): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of await tenantTables()) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${owned(name)}`)
    counts[name] = Number(rows[0]?.count)
  }
  return counts
}

const nothing = (counts: Record<string, number>) => Object.fromEntries(Object.keys(counts).map((name) => [name, 0]))

describe('a connection without settings', () => {
  it('sees no row of any tenant table, though each has some', async () => {
    for (const { name } of await tenantTables()) {
      const [row] = await test.sql<{ count: string }>(`select count(*) from ${owned(name)}`)
      expect(Number(row?.count), name).toBeGreaterThan(0)
    }
    const counts = await asApplication(countEach)
    expect(Object.keys(counts).length).toBeGreaterThanOrEqual(7)
    expect(counts).toEqual(nothing(counts))
  })

  it('sees none when it was used with settings before', async () => {
    const organizations = await test.sql<{ id: string }>('select id from organization')
    await asApplication(async (client) => {
      await client.query('begin')
      await client.query(`select set_config('app.org_ids', $1, true)`, [
        `{${organizations.map(({ id }) => id).join()}}`,
      ])
      expect((await countEach(client)).product).toBe(1)
      await client.query('commit')
      const counts = await countEach(client)
      expect(counts).toEqual(nothing(counts))

      await client.query('begin')
      await client.query('set local role groundwork_system')
      expect((await countEach(client)).product).toBe(1)
      await client.query('commit')
      expect(await countEach(client)).toEqual(nothing(counts))
    })
  })

  it('sees none on a connection that a reader of the engine has used', async () => {
    const { database } = test
    const rows = await database.reader(world.system).list(Product)
    expect(rows.rows).toHaveLength(1)
    const stranger = await world.caller([])
    expect((await database.reader(stranger).list(Product)).rows).toEqual([])
    const seen = await database.withUnitOfWork(stranger, (work) => work.query('select id from product'))
    expect(seen).toEqual([])
  })
})

describe('the application role', () => {
  it.each([
    'truncate product',
    'create table stray (id int)',
    'drop table product',
    'alter table product disable row level security',
  ])('may not: %s', (statement) =>
    expect(asApplication((client) => client.query(statement))).rejects.toMatchObject({ code: '42501' }),
  )

  it.each([
    'update audit_entry set action_type = null',
    'delete from audit_entry',
    'delete from outbox_event',
    'select * from outbox_event',
  ])('may not: %s', (statement) =>
    expect(asApplication((client) => client.query(statement))).rejects.toMatchObject({ code: '42501' }),
  )

  it('cannot write a row of an organization that is not set', async () => {
    const [organization] = await test.sql<{ id: string }>('select id from organization limit 1')
    const insert = asApplication((client) =>
      client.query(
        `insert into product (id, organization_id, sku, name, product_type) values (gen_random_uuid(), $1, 'x', 'x', 'SERVICE')`,
        [organization?.id],
      ),
    )
    await expect(insert).rejects.toThrow(/row-level security/)
  })
})

/** Row-level security alone: what the application role may do whatever the code above it asks for. */
describe('a role that is everybody’s', () => {
  const asMember = (organization: string, use: (client: pg.Client) => Promise<unknown>) =>
    asApplication(async (client) => {
      await client.query('begin')
      await client.query(`select set_config('app.org_ids', $1, true)`, [`{${organization}}`])
      return use(client)
    })
  const somewhere = async () => (await world.organization()).id

  it('is read by all and changed, deleted, taken over or added to by none', async () => {
    const attempts = [
      `update role set name = 'mine' where organization_id is null`,
      `update role set organization_id = (current_setting('app.org_ids')::uuid[])[1] where organization_id is null`,
      'delete from role where organization_id is null',
    ]
    for (const attempt of attempts) {
      const written = await asMember(await somewhere(), async (client) => {
        const { rows } = await client.query<{ count: string }>(
          'select count(*) from role where organization_id is null',
        )
        expect(Number(rows[0]?.count)).toBeGreaterThan(5)
        return (await client.query(attempt)).rowCount
      })
      expect(written).toBe(0)
    }
    const add = asMember(await somewhere(), (client) =>
      client.query(`insert into role (id, slug, name) values (gen_random_uuid(), 'shared', 'Shared')`),
    )
    await expect(add).rejects.toThrow(/row-level security/)
  })

  it('and another organization’s own cannot be given, nor told apart from none', async () => {
    const [theirs] = await test.sql<{ id: string }>('select id from role where organization_id is not null limit 1')
    const organization = await somewhere()
    const { id: user } = await world.user()
    const give = (role: unknown) =>
      asMember(organization, (client) =>
        client.query(
          'insert into membership (id, organization_id, user_id, role_id) values (gen_random_uuid(), $1, $2, $3)',
          [organization, user, role],
        ),
      ).then(
        () => 'given',
        ({ code, message, constraint, detail }: pg.DatabaseError) => ({ code, message, constraint, detail }),
      )
    expect(await give(theirs?.id)).toEqual(await give(world.unknownId()))
    expect(await give(theirs?.id)).toMatchObject({ code: '23503', constraint: 'membership_role_id_fkey' })
    const [shared] = await test.sql<{ id: string }>('select id from role where organization_id is null limit 1')
    expect(await give(shared?.id)).toBe('given')
  })
})

describe('openDatabase refuses', () => {
  const signedInAs = (role: string) => {
    const url = new URL(test.appUrl)
    url.username = role
    return openDatabase({ url: url.href })
  }
  const makeRole = (name: string, more: string) =>
    test
      .sql(`create role ${name} login password 'test-only' ${more}`)
      .then(() => test.sql(`grant groundwork_app to ${name}`))
  const dropRole = async (name: string) => {
    await test.sql(`drop owned by ${name}`)
    await test.sql(`drop role ${name}`)
  }
  const suffix = () => Math.random().toString(36).slice(2, 8)

  it('a superuser', async () => {
    await expect(openDatabase({ url: test.ownerUrl })).rejects.toThrow(/is a superuser/)
  })

  it('a role that bypasses row-level security', async () => {
    const role = `bypass_${suffix()}`
    await makeRole(role, 'bypassrls')
    await expect(signedInAs(role)).rejects.toThrow(/BYPASSRLS/)
    await dropRole(role)
  })

  it('the owner of a table', async () => {
    const role = `owner_${suffix()}`
    await makeRole(role, 'nosuperuser')
    await test.sql('create table owned (id int)')
    await test.sql(`alter table owned owner to ${role}`)
    await expect(signedInAs(role)).rejects.toThrow(/owns the tables/)
    await dropRole(role)
  })

  it('a role that has the rights of the system without asking for them', async () => {
    const role = `heir_${suffix()}`
    await makeRole(role, 'nosuperuser inherit')
    await test.sql(`grant groundwork_system to ${role}`)
    await expect(signedInAs(role)).rejects.toThrow(/inherits the rights of groundwork_system/)
    await dropRole(role)
  })

  it('a database that nobody has prepared', async () => {
    const name = `bare_${suffix()}`
    await test.sql(`create database ${name}`)
    const url = new URL(test.appUrl)
    url.pathname = `/${name}`
    await expect(openDatabase({ url: url.href })).rejects.toThrow(/no tables yet/)
    await test.sql(`drop database ${name} with (force)`)
  })
})
