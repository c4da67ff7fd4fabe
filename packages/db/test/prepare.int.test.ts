import { resources, seededRoles } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, prepareDatabase } from '../src/index.ts'
import { createEmptyDatabase, type EmptyDatabase } from './support/empty-database.ts'
import { worldIn } from './support/index.ts'

let empty: EmptyDatabase
let appUrl: string
const prepare = () => prepareDatabase({ ownerUrl: empty.ownerUrl, appUrl })

beforeAll(async () => {
  empty = await createEmptyDatabase()
  const url = new URL(empty.ownerUrl)
  url.username = 'groundwork_app'
  url.password = 'test-only'
  appUrl = url.href
})
afterAll(() => empty.close())

describe('preparing a database', () => {
  it('makes roles, tables and reference data, also when two start at once', async () => {
    const both = await Promise.all([prepare(), prepare()])
    expect(both.map(({ migrated }) => migrated.length).sort()[0]).toBe(0)

    const database = await openDatabase({ url: appUrl })
    const reader = database.reader(await worldIn(database).caller([]))
    expect((await reader.list(resources.organizationType)).rows).toHaveLength(9)
    expect((await reader.count(resources.subdivision)).count).toBeGreaterThan(5000)
    const roles = await reader.list(resources.role)
    expect(roles.rows.map(({ slug }) => slug).sort()).toEqual(seededRoles.map(({ slug }) => slug).sort())
    expect(roles.rows.every(({ isSeeded }) => isSeeded)).toBe(true)
    await database.close()
  })

  it('keeps local changes and adds what is missing', async () => {
    await prepare()
    await empty.sql(`update role set name = 'Chief', grants = '[]', version = 2 where slug = 'owner'`)
    await empty.sql(`update unit_of_measure set symbol = 'Stk', version = 2 where code = 'EA'`)
    await empty.sql(`update currency set is_active = false, version = 2 where code = 'XAU'`)
    await empty.sql(`delete from organization_type where name = 'Team'`)
    await empty.sql(`delete from role where slug = 'uploader'`)
    expect(await prepare()).toEqual({ migrated: [] })
    expect(await empty.sql(`select name, grants from role where slug = 'owner'`)).toEqual([
      { name: 'Chief', grants: [] },
    ])
    expect(await empty.sql(`select symbol from unit_of_measure where code = 'EA'`)).toEqual([{ symbol: 'Stk' }])
    expect(await empty.sql(`select is_active from currency where code = 'XAU'`)).toEqual([{ is_active: false }])
    expect(await empty.sql(`select name from organization_type where name = 'Team'`)).toEqual([])
    expect(await empty.sql(`select slug from role where slug = 'uploader'`)).toHaveLength(1)
  })

  it('brings reference data up to date that nobody has touched, and adds what a release brings', async () => {
    await empty.sql(`update unit_of_measure set factor = null, symbol = 'old' where code = 'FT'`)
    await empty.sql(`delete from subdivision where code = 'IT-25' or parent_id = 'IT-25'`)
    await empty.sql(`delete from loaded_reference where key like 'IT-%'`)
    await prepare()
    expect(
      await empty.sql(`select symbol, trim_scale(factor)::text as factor from unit_of_measure where code = 'FT'`),
    ).toEqual([{ symbol: 'ft', factor: '0.3048' }])
    expect(
      await empty.sql(`select code, parent_id from subdivision where code in ('IT-25', 'IT-MI') order by code`),
    ).toEqual([
      { code: 'IT-25', parent_id: null },
      { code: 'IT-MI', parent_id: 'IT-25' },
    ])
  })

  it('stands back where somebody has taken the name or removed what a row belongs to', async () => {
    const somebody = '0193f1a0-0000-7000-8000-000000000001'
    await empty.sql(`update currency set name = 'Our Euro', version = 2 where code = 'EUR'`)
    await empty.sql(`update currency set name = 'old' where code = 'USD'`)
    await empty.sql(`insert into currency (code, name, created_by_id) values ('XYZ', 'US Dollar', $1)`, [somebody])
    await empty.sql(`delete from tax_jurisdiction where parent_id = 'CA' or code = 'CA'`)
    await empty.sql(`delete from loaded_reference where key = 'CA-QC'`)
    await prepare()
    expect(
      await empty.sql(`select code, name from currency where code in ('EUR', 'USD', 'XYZ') order by code`),
    ).toEqual([
      { code: 'EUR', name: 'Our Euro' },
      { code: 'USD', name: 'old' },
      { code: 'XYZ', name: 'US Dollar' },
    ])
    expect(await empty.sql(`select code from tax_jurisdiction where code like 'CA%'`)).toEqual([])
  })

  it('brings a seeded role up to date that nobody has edited', async () => {
    await empty.sql(`update role set grants = '[]' where slug = 'viewer'`)
    await prepare()
    const [{ grants } = { grants: [] }] = await empty.sql<{ grants: unknown[] }>(
      `select grants from role where slug = 'viewer'`,
    )
    expect(grants).toEqual(seededRoles.find(({ slug }) => slug === 'viewer')?.grants)
  })

  it('refuses another role than the one that the policies are for', async () => {
    const wrong = new URL(appUrl)
    wrong.username = 'somebody'
    await expect(prepareDatabase({ ownerUrl: empty.ownerUrl, appUrl: wrong.href })).rejects.toThrow(
      /signs in as groundwork_app/,
    )
  })
})
