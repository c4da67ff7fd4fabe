import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyMigrations } from '../src/index.ts'
import { defaultMigrations, readSchema } from '../src/migrate/migration-folder.ts'
import { noFilters, withSchemaEngine } from '../src/migrate/schema-engine.ts'
import { diffSchema } from '../src/migrate/write-migration.ts'
import { type CatalogueTable, readCatalogue } from './support/catalogue.ts'
import { createEmptyDatabase, type EmptyDatabase } from './support/empty-database.ts'
import { migrateAround } from './support/migrate-around.ts'

let database: EmptyDatabase
let folder: string
let first: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'groundwork-migrations-'))
  await cp(defaultMigrations, folder, { recursive: true })
  first = (await readdir(folder)).filter((name) => name.endsWith('_foundation'))[0] ?? ''
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const migrate = () => applyMigrations(database.ownerUrl, folder)
const records = () =>
  database.sql<{ name: string; isFinished: boolean; isRolledBack: boolean }>(
    `select migration_name as name, finished_at is not null as "isFinished", rolled_back_at is not null as "isRolledBack"
     from _prisma_migrations order by started_at`,
  )
const tableCount = async () =>
  (await database.sql<{ count: number }>(`select count(*)::int as count from pg_tables where schemaname = 'public'`))[0]
    ?.count

const addMigration = async (name: string, sql: string) => {
  await cp(join(folder, first), join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), `${sql}\ncomment on table organization is '${name}';\n`)
}

const schemaAsSql = () =>
  withSchemaEngine(database.ownerUrl, async (engine) => {
    const to = { tag: 'schemaDatamodel', files: await readSchema() } as const
    return (
      (await engine.diff({ from: { tag: 'empty' }, to, script: true, exitCode: null, filters: noFilters })).stdout ?? ''
    )
  })

/** Prisma's lists of words may be null; ours are not. A column that a later migration adds stands last. */
const plainShape = ({ name, columns }: CatalogueTable) => ({
  name,
  columns: columns
    .map((column) => (column.type === 'text[]' ? { ...column, isNullable: false } : column))
    .sort((one, next) => one.name.localeCompare(next.name)),
})

describe('migrating', () => {
  it('applies what is missing, once', async () => {
    const applied = await migrate()
    expect(applied).toContain(first)
    expect(await migrate()).toEqual([])
    await addMigration('29991231000000_more', 'create table more (id int);')
    expect(await migrate()).toEqual(['29991231000000_more'])
    expect((await records()).every(({ isFinished, isRolledBack }) => isFinished && !isRolledBack)).toBe(true)
  })

  it('lets one of two starters do it', async () => {
    const [one, other] = await Promise.all([migrate(), migrate()])
    expect([one.length, other.length].sort()).toEqual([0, (await records()).length])
  })

  it('leaves nothing behind a migration that fails, and applies it once it is mended', async () => {
    await migrate()
    const before = await tableCount()
    await addMigration('29991231000000_broken', 'create table half (id int); select 1 / 0;')
    await expect(migrate()).rejects.toThrow(/division by zero/)
    expect(await tableCount()).toBe(before)

    await addMigration('29991231000000_broken', 'create table whole (id int);')
    expect(await migrate()).toEqual(['29991231000000_broken'])
    expect(await tableCount()).toBe((before ?? 0) + 1)
  })

  it('resumes when it was killed before a migration took effect', async () => {
    await migrate()
    await addMigration('29991231000000_more', 'create table more (id int);')
    await migrate()
    await database.sql('drop table more')
    await database.sql(`comment on table organization is '${first}'`)
    await database.sql(`update _prisma_migrations set finished_at = null where migration_name = '29991231000000_more'`)
    expect(await migrate()).toEqual(['29991231000000_more'])
    expect(await database.sql('select * from more')).toEqual([])
  })

  it('resumes when it was killed after a migration took effect and before that was noted', async () => {
    await migrate()
    await addMigration('29991231000000_more', 'create table more (id int);')
    await migrate()
    await database.sql(`update _prisma_migrations set finished_at = null where migration_name = '29991231000000_more'`)
    expect(await migrate()).toEqual([])
    expect((await records()).at(-1)).toMatchObject({ isFinished: true, isRolledBack: false })
  })
})

describe('bringing master data to a database that is in use', () => {
  it.each([
    ['a superuser', 'ownerUrl'],
    ['an owner whom row-level security binds', 'boundOwnerUrl'],
  ] as const)('as %s gives codes and tags that differ in case alone one spelling', async (_, as) => {
    const migrateOwned = () => applyMigrations(database[as], folder)
    if (as === 'boundOwnerUrl') await database.bindOwner()
    const id = (place: number) => `00000000-0000-7000-8000-00000000000${place}`
    await migrateAround({ folder, at: '_master_data', migrate: migrateOwned }, async () => {
      await database.sql(`insert into organization_type (name) values ('Company')`)
      await database.sql(
        `insert into unit_of_measure (code, name, symbol, uom_type) values ('EA', 'Each', 'ea', 'Count')`,
      )
      for (const [place, code, tags] of [
        [1, 'Acme', ['Élite', 'old']],
        [2, 'ACME', ['élite', 'ÉLITE']],
        [3, 'acme', []],
        [4, 'Other', []],
      ] as const) {
        await database.sql(
          `insert into organization (id, name, code, organization_type_id, path, depth, tags)
           values ($1::text::uuid, $2, $2, 'Company', '/' || $1::text || '/', 0, $3)`,
          [id(place), code, tags],
        )
      }
      await database.sql(
        `insert into product (id, organization_id, sku, name, product_type, tags, custom_fields)
         values ($1, $1, 'one', 'One', 'SERVICE', '{ÉLITE,plain,élite}', '{"size": 1.50}')`,
        [id(1)],
      )
    })
    const organizations = await database.sql<{ code: string; tags: string[] }>(
      'select code, tags from organization order by id',
    )
    expect(organizations.map(({ code }) => code)).toEqual(['Acme', 'ACME-000000000002', 'acme-000000000003', 'Other'])
    const tags = await database.sql<{ organization: string; name: string }>(
      'select organization_id as organization, name from tag order by organization_id, name',
    )
    const [elite = '', old, plain] = tags.filter(({ organization }) => organization === id(1)).map(({ name }) => name)
    expect([elite.toLowerCase(), old, plain]).toEqual(['élite', 'old', 'plain'])
    expect(organizations[0]?.tags).toEqual([elite, 'old'])
    expect(organizations[1]?.tags).toEqual(
      tags.filter(({ organization }) => organization === id(2)).map(({ name }) => name),
    )
    expect(await database.sql('select tags from product')).toEqual([{ tags: [elite, 'plain'] }])
    const marks = await database.sql<{ value: string }>(
      `select value from row_mark where resource = 'product' order by value collate "C"`,
    )
    expect(marks.map(({ value }) => value)).toEqual(['1.5', 'plain', elite].sort())
  })

  it('lets a later migration give marks to a table with rows, whoever owns it', async () => {
    await database.bindOwner()
    await addMigration(
      '29991231000000_more',
      `create table boat (id uuid primary key, organization_id uuid not null references organization, tags text[] not null, custom_fields jsonb not null);
       insert into organization_type (name) values ('Company');
       alter table organization no force row level security;
       insert into organization (id, name, code, organization_type_id, path, depth)
         values ('00000000-0000-7000-8000-000000000001', 'A', 'A', 'Company', '/00000000-0000-7000-8000-000000000001/', 0);
       alter table organization force row level security;
       insert into boat select id, id, '{fast}', '{}' from (values ('00000000-0000-7000-8000-000000000001'::uuid)) v(id);
       select protect_tenant_table('boat'), keep_marks('boat', 'boat');`,
    )
    await applyMigrations(database.boundOwnerUrl, folder)
    expect(await database.sql(`select value from row_mark where resource = 'boat'`)).toEqual([{ value: 'fast' }])
  })
})

describe('making the audit trail anew', () => {
  it.each([
    ['a superuser', 'ownerUrl'],
    ['an owner whom row-level security binds', 'boundOwnerUrl'],
  ] as const)(
    'as %s keeps the entries there are, in the words of today, and lets them wait for their place in the chain',
    async (_, as) => {
      const migrateOwned = () => applyMigrations(database[as], folder)
      if (as === 'boundOwnerUrl') await database.bindOwner()
      const old = [
        ['product', 'renamed', 'UPDATE', '2026-09-30T23:59:59.999Z'],
        ['membership', 'created', 'PERMISSION_ASSIGN', '2026-10-01T00:00:00.000Z'],
        ['session', 'signInFailed', 'LOGIN_FAILED', '2026-11-02T10:00:00.000Z'],
        ['file', 'downloaded', 'DOWNLOAD', '2026-11-03T10:00:00.000Z'],
      ]
      await migrateAround({ folder, at: '_audit_trail', migrate: migrateOwned }, async () => {
        for (const [resource, action, , at] of old) {
          await database.sql(
            `insert into audit_entry (id, actor_label, action, resource, object_repr, created_at) values (gen_random_uuid(), 'ada', $1, $2, '', $3)`,
            [action, resource, at],
          )
        }
      })
      const kept = await database.sql<{ resource: string; action_type: string; partition: string }>(
        'select resource, action_type, tableoid::regclass::text as partition from audit_entry order by created_at',
      )
      expect(kept).toEqual(
        old.map(([resource, , action_type, at = '']) => ({
          resource,
          action_type,
          partition: `audit_entry_${at.slice(0, 7).replace('-', '_')}`,
        })),
      )
      expect(await database.sql('select entry_id from audit_pending')).toHaveLength(old.length)
    },
  )
})

describe('the Prisma schema', () => {
  it('has no change that no migration makes', async () => {
    expect(await diffSchema(database.ownerUrl)).toBe('')
  })

  it('describes the migrated database, but for what Prisma cannot say', async () => {
    await migrate()
    const byPrisma = await createEmptyDatabase()
    await byPrisma.sql(await schemaAsSql())
    const [described, migrated] = [await readCatalogue(byPrisma), await readCatalogue(database)]
    await byPrisma.close()
    expect(migrated.map(plainShape)).toEqual(described.map(plainShape))
    for (const table of described) {
      const there = migrated.find(({ name }) => name === table.name)
      const names = there?.indexes.map(({ name }) => name)
      expect(names, table.name).toEqual(expect.arrayContaining(table.indexes.map(({ name }) => name)))
      // A migration may have keys of its own: that every reference has one is asked of the definitions.
      expect(there?.foreignKeys, table.name).toEqual(expect.arrayContaining([...table.foreignKeys]))
    }
  })

  it('ends each migration with the mark that a resumed run looks for', async () => {
    const names = (await readdir(defaultMigrations, { withFileTypes: true })).filter((entry) => entry.isDirectory())
    for (const { name } of names) {
      const sql = await readFile(join(defaultMigrations, name, 'migration.sql'), 'utf8')
      expect(sql.trimEnd().endsWith(`comment on table organization is '${name}';`), name).toBe(true)
      expect(sql, name).not.toMatch(/^\s*(begin|commit)\s*;|\bconcurrently\b/im)
    }
  })
})
