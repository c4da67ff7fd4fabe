import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, ensureAuditPartitions, expiredAuditMonths } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './support/index.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

const system = asSystem('test: the months of the audit trail')
const partitions = async () =>
  (
    await test.sql<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_entry'::regclass order by 1`,
    )
  ).map(({ name }) => name)

const entryAt = async (moment: string) => {
  const id = v7()
  await test.sql(
    `insert into audit_entry (id, actor_label, action_type, resource, object_repr, created_at) values ($1, 'test', 'VIEW', 'test', '', $2)`,
    [id, moment],
  )
  const [row] = await test.sql<{ at: string }>('select tableoid::regclass::text as at from audit_entry where id = $1', [
    id,
  ])
  return row?.at
}

describe('the months of the audit trail', () => {
  it('are there for this one and some to come; more are made once, by the system', async () => {
    const before = await partitions()
    const now = new Date().toISOString().slice(0, 7).replace('-', '_')
    expect(before).toEqual(expect.arrayContaining([`audit_entry_${now}`, 'audit_entry_default']))
    expect(before.length).toBeGreaterThanOrEqual(8)
    const make = () => test.database.withUnitOfWork(system, (work) => ensureAuditPartitions(work, 9))
    const made = await Promise.all([make(), make()])
    expect(made.sort()).toEqual([0, 3])
    expect(await partitions()).toHaveLength(before.length + 3)
  })

  it('keep an entry of a time that nobody foresaw, and go on around it', async () => {
    expect(await entryAt('2031-02-03T04:05:06Z')).toBe('audit_entry_default')
    await test.sql(`select make_audit_partition('2031-02-01')`)
    expect(await partitions()).not.toContain('audit_entry_2031_02')
    await test.sql(`select make_audit_partition('2031-03-01')`)
    expect(await entryAt('2031-03-01T00:00:00Z')).toBe('audit_entry_2031_03')
    expect(await entryAt('2031-02-28T23:59:59.999Z')).toBe('audit_entry_default')
  })

  it('are found when their years are over, never before', async () => {
    for (const month of ['2012-05-01', '2011-12-01']) await test.sql('select make_audit_partition($1)', [month])
    const expired = (years: number) => test.database.withUnitOfWork(system, (work) => expiredAuditMonths(work, years))
    expect(await expired(7)).toEqual(['2011-12-01', '2012-05-01'])
    expect(await expired(60)).toEqual([])
  })

  it('are reached through the trail alone: closed by row-level security, with rights for nobody', async () => {
    const open = await test.sql<{ name: string }>(
      `select c.relname as name from pg_class c join pg_inherits on inhrelid = c.oid
       where inhparent = 'audit_entry'::regclass and (
         not (c.relrowsecurity and c.relforcerowsecurity)
         or exists (select from pg_policy where polrelid = c.oid)
         or has_table_privilege('groundwork_app', c.oid, 'select, insert, update, delete, truncate')
         or has_table_privilege('groundwork_system', c.oid, 'select, insert, update, delete, truncate')
         or (select count(*) from pg_trigger where tgrelid = c.oid and tgname like 'append_only%') <> 2)`,
    )
    expect(open).toEqual([])
  })

  it.each([`update audit_entry set actor_label = 'eve'`, 'delete from audit_entry', 'truncate audit_entry'])(
    'do not change for a superuser either, unless they switch the triggers off: %s',
    async (text) => {
      await entryAt(new Date().toISOString())
      await expect(test.sql(text)).rejects.toThrow(/append-only/)
    },
  )

  it('make no writer wait for long behind a reader of the trail, such as a backup', async () => {
    const reader = new pg.Client({ connectionString: test.ownerUrl })
    await reader.connect()
    const make = () => test.database.withUnitOfWork(system, (work) => ensureAuditPartitions(work, 20))
    try {
      await reader.query('begin')
      await reader.query('select from audit_entry limit 1')
      await expect(make()).rejects.toMatchObject({ code: 'conflict', reason: 'try_again' })
    } finally {
      await reader.end()
    }
    expect(await make()).toBeGreaterThan(0)
  })

  it('do not change for their owner', async () => {
    const owner = `owner_${Math.random().toString(36).slice(2, 8)}`
    await entryAt(new Date().toISOString())
    await test.sql(`create role ${owner} login password 'test-only'`)
    try {
      await test.sql(`grant all on audit_entry to ${owner}; grant all on audit_link to ${owner}`)
      await test.sql(`alter role ${owner} bypassrls`)
      const url = new URL(test.appUrl)
      url.username = owner
      const client = new pg.Client({ connectionString: url.href })
      await client.connect()
      try {
        for (const text of [
          `update audit_entry set actor_label = 'eve'`,
          'delete from audit_entry',
          'truncate audit_entry',
        ]) {
          await expect(client.query(text), text).rejects.toThrow(/append-only/)
        }
      } finally {
        await client.end()
      }
    } finally {
      await test.sql(`drop owned by ${owner}`)
      await test.sql(`drop role ${owner}`)
    }
  })
})
