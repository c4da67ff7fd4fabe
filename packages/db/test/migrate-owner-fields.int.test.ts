import { type Grant, parseGrants } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { owners, useOldDatabase } from './support/old-database.ts'

const old = useOldDatabase()

const home = '00000000-0000-7000-8000-000000000001'
const ada = '00000000-0000-7000-8000-000000000011'
const [role, key] = ['00000000-0000-7000-8000-0000000000', '00000000-0000-7000-8000-0000000001']
const of = (resource: string, ...fields: readonly string[]): Grant => ({ resource, action: 'view', fields })

const kept: readonly { readonly name: string; readonly before: readonly Grant[]; readonly after?: readonly Grant[] }[] =
  [
    {
      name: 'front desk',
      before: [of('product', 'sku'), of('file', 'originalFilename', 'uploadedBy')],
      after: [of('product', 'sku'), of('file', 'originalFilename', 'uploadedBy', 'createdBy')],
    },
    { name: 'both', before: [of('file', 'createdBy', 'uploadedBy')] },
    { name: 'neither', before: [of('file', 'originalFilename')] },
    { name: 'all of it', before: [{ resource: 'file', action: '*' }] },
    { name: 'nothing', before: [] },
  ]

async function plant() {
  await old.insert('organization_type', { name: 'Company' })
  const place = { path: `/${home}/`, depth: 0, organization_type_id: 'Company' }
  await old.insert('organization', { id: home, name: 'Home', code: 'HOME', ...place })
  await old.insert('app_user', { id: ada, username: 'ada', email: 'ada@example.com' })
  for (const [index, { name, before }] of kept.entries()) {
    const values = { name, grants: JSON.stringify(parseGrants(before)) }
    await old.insert('role', { ...values, id: `${role}${21 + index}`, slug: `role-${index}`, organization_id: home })
    const holder = { user_id: ada, prefix: `gw_${index}`, key_hash: name }
    await old.insert('api_key', { ...values, ...holder, id: `${key}${21 + index}` })
  }
}

it.each(owners)('whoever sees who uploaded a file sees whose it is, and it is told, by %s', async (_, as) => {
  await old.migrateAround('_owner_among_fields', as, plant)

  const after = kept.map(({ name, before, after = before }) => ({ name, grants: after }))
  expect(await old.sql('select name, grants from role order by id')).toEqual(after)
  expect(await old.sql('select name, grants from api_key order by id')).toEqual(after)
  expect(await old.sql('select name from role where version > 1')).toEqual([{ name: 'front desk' }])
  const changes = { grants: { old: kept[0]?.before, new: kept[0]?.after } }
  const entry = { action: 'PERMISSION_CHANGE', changes, isPending: true }
  expect(
    await old.sql(
      `select resource, organization_id as organization, object_repr as name, action_type as action, changes,
         exists (select from audit_pending p where p.entry_id = a.id) as "isPending"
       from audit_entry a order by resource desc`,
    ),
  ).toEqual([
    { resource: 'role', organization: home, name: 'front desk', ...entry },
    { resource: 'apiKey', organization: null, name: 'front desk (gw_0)', ...entry },
  ])
  expect(
    await old.sql(`select relname from pg_class where relname in ('audit_entry', 'role') and not relforcerowsecurity`),
  ).toEqual([])
})
