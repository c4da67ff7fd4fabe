import { type Filter, type Grant, ownRows, parseGrants } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { owners, useOldDatabase } from './support/old-database.ts'

const old = useOldDatabase()

const home = '00000000-0000-7000-8000-000000000001'
const [ada, ben] = ['00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000012']
const uploads: Filter = { field: 'uploadedBy', op: 'eq', value: '$principal.userId' }
const isHere: Filter = { field: 'customFields.country', op: 'eq', value: '$membership.country' }
const onFiles = (where: Filter, action = 'view'): Grant => ({ resource: 'file', action, where })

interface Kept {
  readonly slug: string
  readonly before: readonly Grant[]
  /** Left out: what it was. */
  readonly after?: readonly Grant[]
  readonly isSeeded?: true
  readonly version?: number
  /** Of all organizations. */
  readonly isShared?: true
  /** It says what it said, in the words of this release. */
  readonly isSilent?: true
}

const folders: Grant = { resource: 'folder', action: 'change', where: ownRows }
const roles: readonly Kept[] = [
  {
    slug: 'clerk',
    before: [{ resource: 'product', action: '*' }, onFiles(uploads), onFiles(uploads, 'delete'), folders],
    after: [{ resource: 'product', action: '*' }, onFiles(ownRows), onFiles(ownRows, 'delete'), folders],
  },
  {
    slug: 'copy-of-the-import-agent',
    version: 3,
    before: [{ ...onFiles({ and: [isHere, { or: [{ not: uploads }, uploads] }] }), fields: ['originalFilename'] }],
    after: [{ ...onFiles({ and: [isHere, { or: [{ not: ownRows }, ownRows] }] }), fields: ['originalFilename'] }],
  },
  { slug: 'everywhere', isShared: true, before: [onFiles(uploads)], after: [onFiles(ownRows)] },
  {
    slug: 'uploader',
    isShared: true,
    isSeeded: true,
    version: 2,
    before: [onFiles(uploads)],
    after: [onFiles(ownRows)],
  },
  {
    slug: 'import-agent',
    isShared: true,
    isSeeded: true,
    isSilent: true,
    before: [onFiles(uploads)],
    after: [onFiles(ownRows)],
  },
  // What somebody wrote of who uploaded stays what it says.
  {
    slug: 'of-ben',
    before: [
      onFiles({ field: 'uploadedBy', op: 'eq', value: ben }),
      onFiles({ field: 'uploadedBy', op: 'isnull', value: true }),
      onFiles({ field: 'originalFilename', op: 'eq', value: JSON.stringify(uploads) }),
    ],
  },
  {
    slug: 'of-documents',
    before: [
      {
        resource: 'document',
        action: 'view',
        where: { field: 'file.uploadedBy', op: 'eq', value: '$principal.userId' },
      },
    ],
  },
  { slug: 'nothing', before: [] },
]

const keys: readonly {
  readonly name: string
  /** Null: as much as its holder. */
  readonly before: readonly Grant[] | null
  readonly after?: readonly Grant[]
  readonly isRevoked?: true
}[] = [
  { name: 'scanner', before: [onFiles(uploads)], after: [onFiles(ownRows)] },
  { name: 'all of it', before: null },
  { name: 'other', before: [folders] },
  { name: 'over', before: [onFiles(uploads)], isRevoked: true },
]

async function plant() {
  await old.insert('organization_type', { name: 'Company' })
  const place = { path: `/${home}/`, depth: 0, organization_type_id: 'Company' }
  await old.insert('organization', { id: home, name: 'Home', code: 'HOME', ...place })
  await old.insert('app_user', { id: ada, username: 'ada', email: 'ada@example.com' })
  for (const [index, { slug, before, isSeeded = false, version = 1, isShared }] of roles.entries()) {
    const id = `00000000-0000-7000-8000-0000000000${21 + index}`
    const grants = JSON.stringify(parseGrants(before))
    const values = {
      id,
      slug,
      name: slug,
      organization_id: isShared ? null : home,
      is_seeded: isSeeded,
      version,
      grants,
    }
    await old.insert('role', { ...values, updated_by_id: isSeeded ? null : ada })
  }
  for (const [index, { name, before, isRevoked }] of keys.entries()) {
    const id = `00000000-0000-7000-8000-0000000000${41 + index}`
    const values = { id, user_id: ada, name, prefix: `gw_${index}`, key_hash: name }
    const grants = before && JSON.stringify(parseGrants(before))
    await old.insert('api_key', { ...values, grants, revoked_at: isRevoked ? '2026-11-01' : null })
  }
}

describe('roles and keys of before a file was the own of whoever made it', () => {
  it.each(owners)('go by that as well, are told of and not saved over, by %s', async (_, as) => {
    await old.migrateAround('_own_is_who_made_it', as, plant)

    expect(await old.sql('select slug, grants, version, updated_by_id as by from role order by id')).toEqual(
      roles.map(({ slug, before, after = before, version = 1, isSeeded, isSilent }) => ({
        slug,
        grants: after,
        version: after === before || isSilent ? version : version + 1,
        by: after === before && !isSeeded ? ada : null,
      })),
    )
    expect(await old.sql('select name, grants from api_key order by id')).toEqual(
      keys.map(({ name, before, after = before }) => ({ name, grants: after })),
    )
    expect(
      await old.sql(`select object_repr as repr, action_type as action from audit_entry where resource = 'apiKey'`),
    ).toEqual([{ repr: 'scanner (gw_0)', action: 'PERMISSION_CHANGE' }])
    const told = roles.filter(({ after, isSilent }) => after && !isSilent)
    expect(
      await old.sql(
        `select object_repr as slug, organization_id as organization, action_type as action, changes,
           exists (select from audit_pending p where p.entry_id = a.id) as "isPending"
         from audit_entry a where resource = 'role' order by object_id`,
      ),
    ).toEqual(
      told.map(({ slug, isShared, before, after }) => ({
        slug,
        organization: isShared ? null : home,
        action: 'PERMISSION_CHANGE',
        changes: { grants: { old: before, new: after } },
        isPending: true,
      })),
    )
    const open = await old.sql(
      `select relname from pg_class where relname in ('audit_entry', 'role') and not relforcerowsecurity`,
    )
    expect(open).toEqual([])
  })
})
