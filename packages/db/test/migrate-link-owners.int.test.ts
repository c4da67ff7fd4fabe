import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from '../src/index.ts'
import { owners, useOldDatabase } from './support/old-database.ts'

const old = useOldDatabase()

const idOf = (place: number) => `00000000-0000-7000-8000-0000000000${String(place).padStart(2, '0')}`
const [home, elsewhere] = [idOf(1), idOf(2)]
const [ada, ben, gone] = [idOf(11), idOf(12), idOf(13)]
/** Two that are there, one that went with its folder, one whose maker went as well. */
const [inbox, theirs, purged, orphaned] = [idOf(21), idOf(22), idOf(23), idOf(24)]

interface Brought {
  readonly place: number
  readonly organization?: string
  readonly createdBy?: string
  /** What the trail says of it. */
  readonly told?: { readonly action: string; readonly context: object }
  readonly owner: string | null
}

const uploaded = (createdVia: string) => ({ action: 'UPLOAD', context: { createdVia, version: 1 } })
const made = (link: string) => ({ action: 'CREATE', context: { link } })

const files: readonly Brought[] = [
  { place: 41, told: uploaded(`link ${inbox}`), owner: ada },
  { place: 42, organization: elsewhere, told: uploaded(`link ${theirs}`), owner: ben },
  { place: 43, told: uploaded(`link ${purged}`), owner: ben },
  // Nothing says whose these are.
  { place: 44, told: uploaded(`link ${orphaned}`), owner: null },
  { place: 45, told: uploaded('import from URL'), owner: null },
  { place: 46, owner: null },
  // Another organization's link, which only somebody who tampers could name.
  { place: 47, told: uploaded(`link ${theirs}`), owner: null },
  { place: 48, createdBy: ben, told: uploaded(`link ${inbox}`), owner: ben },
]
const folders: readonly Brought[] = [
  { place: 51, told: made(inbox), owner: ada },
  { place: 52, owner: null },
  // What the link leads to has entries that name it, and did not come through it.
  { place: 53, told: { action: 'UPLOAD', context: { link: inbox } }, owner: null },
  { place: 54, createdBy: ben, told: made(inbox), owner: ben },
  { place: 55, organization: elsewhere, createdBy: ben, owner: ben },
]

async function plant() {
  await old.insert('organization_type', { name: 'Company' })
  for (const id of [home, elsewhere]) {
    const place = { path: `/${id}/`, depth: 0, organization_type_id: 'Company' }
    await old.insert('organization', { id, name: id, code: id, ...place })
  }
  for (const id of [ada, ben]) await old.insert('app_user', { id, username: id, email: id })
  for (const { place, organization = home, createdBy, told } of folders) {
    const id = idOf(place)
    const values = { id, organization_id: organization, name: id, path: `/${id}/`, depth: 0 }
    await old.insert('folder', { ...values, created_by_id: createdBy ?? null })
    if (told) await tell('folder', { id, organization, ...told })
  }
  for (const { place, organization = home, createdBy, told } of files) {
    const id = idOf(place)
    const values = { id, organization_id: organization, original_filename: id, file_path: id, status: 'available' }
    await old.insert('file', { ...values, created_by_id: createdBy ?? null })
    if (told) await tell('file', { id, organization, ...told })
  }
  const link = { kind: 'upload' }
  const [top, other] = [idOf(53), idOf(55)]
  await old.insert('file_link', {
    ...link,
    id: inbox,
    organization_id: home,
    folder_id: top,
    token_hash: '1',
    created_by_id: ada,
  })
  const theirOwn = { organization_id: elsewhere, folder_id: other, token_hash: '2', created_by_id: ben }
  await old.insert('file_link', { ...link, id: theirs, ...theirOwn })
  const assigned = { id: idOf(99), organization: home, action: 'PERMISSION_ASSIGN' }
  await tell('folder', { ...assigned, user: ben, context: { link: purged, kind: 'upload' } })
  await tell('folder', { ...assigned, user: gone, context: { link: orphaned, kind: 'upload' } })
}

interface Entry {
  readonly id: string
  readonly organization: string
  readonly action: string
  readonly context: object
  readonly user?: string | null
}

const tell = (resource: string, { id, organization, user = null, action, context }: Entry) =>
  old.insert('audit_entry', {
    id: randomUUID(),
    organization_id: organization,
    user_id: user,
    actor_label: 'test',
    action_type: action,
    resource,
    object_id: id,
    object_repr: '',
    context: JSON.stringify(context),
  })

describe('what came through links before it had an owner', () => {
  it.each(owners)('is given to the maker of its link by %s, where the trail says which, and told', async (_, as) => {
    await old.migrateAround('_owners_of_what_links_brought', as, plant)

    const ownersIn = (table: string) => old.sql(`select id, created_by_id as owner from ${table} order by id`)
    const expected = (rows: readonly Brought[]) => rows.map(({ place, owner }) => ({ id: idOf(place), owner }))
    expect(await ownersIn('file')).toEqual(expected(files))
    expect(await ownersIn('folder')).toEqual(expected(folders))

    const given = [...files, ...folders].filter(({ createdBy, owner }) => owner !== (createdBy ?? null))
    const entries = await old.sql<{ id: string; changes: object; isPending: boolean }>(
      `select object_id as id, organization_id as organization, changes, exists (select from audit_pending p where p.entry_id = a.id) as "isPending"
       from audit_entry a where changes ? 'createdBy' order by object_id`,
    )
    expect(entries).toEqual(
      given.map(({ place, organization = home, owner }) => ({
        id: idOf(place),
        organization,
        changes: { createdBy: { old: null, new: owner } },
        isPending: true,
      })),
    )
    const open = await old.sql(
      `select relname from pg_class where relkind in ('r', 'p') and not relforcerowsecurity
         and relname in ('audit_entry', 'file', 'file_link', 'folder')`,
    )
    expect(open).toEqual([])
  })

  it('is looked for once through the trail, not once for each file', async () => {
    await applyMigrations(old.ownerUrl, old.folder)
    const script = await readFile(
      join(old.folder, '20261122191500_owners_of_what_links_brought', 'migration.sql'),
      'utf8',
    )
    const [setting = 'select'] = /^set local [^;]*/m.exec(script) ?? []
    const [statement] = /^with brought[^;]*/m.exec(script) ?? []
    const client = new pg.Client(old.ownerUrl)
    await client.connect()
    await client.query('begin')
    await client.query(setting)
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${statement}`)
    await client.end()
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('Hash Join')
    expect(plan).not.toContain('Nested Loop')
  })
})
