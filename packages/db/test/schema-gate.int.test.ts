import { type Resource, resources } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTenantTable, readCatalogue } from './support/catalogue.ts'
import { definitionFaults } from './support/definition-faults.ts'
import { createTestDatabase, type TestDatabase } from './support/index.ts'
import { schemaFaults } from './support/schema-faults.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

const faults = async () => schemaFaults(await readCatalogue(test))

describe('every table of the catalogue', () => {
  it('keeps tenants apart', async () => {
    const tables = await readCatalogue(test)
    expect(tables.filter(isTenantTable).length).toBeGreaterThanOrEqual(8)
    expect(schemaFaults(tables)).toEqual([])
  })

  it('that knows an organization and nobody may reach is noticed', async () => {
    await test.sql('create table stray (id uuid primary key, organization_id uuid not null, code text unique)')
    expect(await faults()).toEqual(
      expect.arrayContaining([
        'stray: row-level security is not enabled and forced',
        'stray: no policy tenant_isolation on organization_id',
        'stray: no policy system_access',
        'stray: the unique stray_code_key does not start with organization_id',
      ]),
    )
    await test.sql('drop table stray')
  })

  it('whose policy would be read for every row is noticed', async () => {
    await test.sql('create table slow (id uuid primary key, organization_id uuid not null)')
    await test.sql(`select protect_tenant_table('slow')`)
    expect(await faults()).toEqual([])
    await test.sql(
      `alter policy tenant_isolation on slow using (organization_id = any (nullif(current_setting('app.org_ids', true), '')::uuid[]))`,
    )
    expect(await faults()).toEqual(['slow: the policy is no init-plan'])
    await test.sql('drop table slow')
  })

  it('that points at another tenant table by id alone is noticed', async () => {
    await test.sql(
      'create table pointing (id uuid primary key, organization_id uuid not null, file_id uuid references file (id))',
    )
    await test.sql(`select protect_tenant_table('pointing')`)
    expect(await faults()).toEqual(['pointing: the foreign key pointing_file_id_fkey is not composite'])
    await test.sql('drop table pointing')
  })

  it('whose shared rows could be written is noticed', async () => {
    await test.sql('drop policy shared_rows on role')
    await test.sql('create policy shared_rows on role for all to groundwork_app using (organization_id is null)')
    expect(await faults()).toEqual(['role: no policy shared_rows that only reads'])
    await test.sql('drop trigger membership_role_id_fkey on membership')
    expect(await faults()).toContain('membership: the foreign key membership_role_id_fkey is not composite')
    await test.sql('drop policy shared_rows on role')
    await test.sql('create policy shared_rows on role for select to groundwork_app using (organization_id is null)')
    await test.sql(
      `create trigger membership_role_id_fkey before insert or update on membership for each row execute function refuse_foreign_role()`,
    )
    expect(await faults()).toEqual([])
  })

  it('whose protection is not forced is noticed', async () => {
    await test.sql('alter table product no force row level security')
    expect(await faults()).toEqual(['product: row-level security is not enabled and forced'])
    await test.sql('alter table product force row level security')
  })
})

describe.each(Object.values(resources as Record<string, Resource>))('the definition of $name', (resource) => {
  it('says what its table says', async () => {
    const tables = await readCatalogue(test)
    expect(
      definitionFaults(
        resource,
        tables.find(({ name }) => name === resource.table),
      ),
    ).toEqual([])
  })
})
