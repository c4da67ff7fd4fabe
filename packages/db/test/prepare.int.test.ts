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
    expect((await reader.list(resources.unitOfMeasure)).rows).toHaveLength(14)
    const roles = await reader.list(resources.role)
    expect(roles.rows.map(({ slug }) => slug).sort()).toEqual(seededRoles.map(({ slug }) => slug).sort())
    expect(roles.rows.every(({ isSeeded }) => isSeeded)).toBe(true)
    await database.close()
  })

  it('keeps local changes and adds what is missing', async () => {
    await prepare()
    await empty.sql(`update role set name = 'Chief', grants = '[]', version = 2 where slug = 'owner'`)
    await empty.sql(`update unit_of_measure set symbol = 'Stk' where code = 'EA'`)
    await empty.sql(`delete from organization_type where name = 'Team'`)
    await empty.sql(`delete from role where slug = 'uploader'`)
    expect(await prepare()).toEqual({ migrated: [] })
    expect(await empty.sql(`select name, grants from role where slug = 'owner'`)).toEqual([
      { name: 'Chief', grants: [] },
    ])
    expect(await empty.sql(`select symbol from unit_of_measure where code = 'EA'`)).toEqual([{ symbol: 'Stk' }])
    expect(await empty.sql(`select name from organization_type where name = 'Team'`)).toHaveLength(1)
    expect(await empty.sql(`select slug from role where slug = 'uploader'`)).toHaveLength(1)
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
