import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyMigrations } from '../src/index.ts'
import { defaultMigrations } from '../src/migrate/migration-folder.ts'
import { createEmptyDatabase, type EmptyDatabase } from './support/empty-database.ts'
import { migrateAround } from './support/migrate-around.ts'

let database: EmptyDatabase
let folder: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'groundwork-migrations-'))
  await cp(defaultMigrations, folder, { recursive: true })
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

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
  await insert('organization_type', { name: 'Company' })
  for (const id of [home, elsewhere]) {
    const place = { path: `/${id}/`, depth: 0, organization_type_id: 'Company' }
    await insert('organization', { id, name: id, code: id, ...place })
  }
  for (const id of [ada, ben]) await insert('app_user', { id, username: id, email: id })
  for (const { place, organization = home, createdBy, told } of folders) {
    const id = idOf(place)
    const values = { id, organization_id: organization, name: id, path: `/${id}/`, depth: 0 }
    await insert('folder', { ...values, created_by_id: createdBy ?? null })
    if (told) await tell('folder', { id, organization, ...told })
  }
  for (const { place, organization = home, createdBy, told } of files) {
    const id = idOf(place)
    const values = { id, organization_id: organization, original_filename: id, file_path: id, status: 'available' }
    await insert('file', { ...values, created_by_id: createdBy ?? null })
    if (told) await tell('file', { id, organization, ...told })
  }
  const link = { kind: 'upload' }
  const [top, other] = [idOf(53), idOf(55)]
  await insert('file_link', {
    ...link,
    id: inbox,
    organization_id: home,
    folder_id: top,
    token_hash: '1',
    created_by_id: ada,
  })
  const theirOwn = { organization_id: elsewhere, folder_id: other, token_hash: '2', created_by_id: ben }
  await insert('file_link', { ...link, id: theirs, ...theirOwn })
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
  insert('audit_entry', {
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

async function insert(table: string, row: Readonly<Record<string, string | number | null>>) {
  const columns = Object.keys(row)
  const cells = columns.map((_, place) => `$${place + 1}`)
  await database.sql(`insert into ${table} (${columns.join(', ')}) values (${cells.join(', ')})`, Object.values(row))
}

describe('what came through links before it had an owner', () => {
  it.each([
    ['a superuser', 'ownerUrl'],
    ['an owner whom row-level security binds', 'boundOwnerUrl'],
  ] as const)('is given to the maker of its link by %s, where the trail says which, and told', async (_, as) => {
    if (as === 'boundOwnerUrl') await database.bindOwner()
    const migrate = () => applyMigrations(database[as], folder)
    await migrateAround({ folder, at: '_owners_of_what_links_brought', migrate }, plant)

    const ownersIn = (table: string) => database.sql(`select id, created_by_id as owner from ${table} order by id`)
    const expected = (rows: readonly Brought[]) => rows.map(({ place, owner }) => ({ id: idOf(place), owner }))
    expect(await ownersIn('file')).toEqual(expected(files))
    expect(await ownersIn('folder')).toEqual(expected(folders))

    const given = [...files, ...folders].filter(({ createdBy, owner }) => owner !== (createdBy ?? null))
    const entries = await database.sql<{ id: string; changes: object; isPending: boolean }>(
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
    const open = await database.sql(
      `select relname from pg_class where relkind in ('r', 'p') and not relforcerowsecurity
         and relname in ('audit_entry', 'file', 'file_link', 'folder')`,
    )
    expect(open).toEqual([])
  })

  it('is looked for once through the trail, not once for each file', async () => {
    await applyMigrations(database.ownerUrl, folder)
    const script = await readFile(join(folder, '20261122191500_owners_of_what_links_brought', 'migration.sql'), 'utf8')
    const [setting = 'select'] = /^set local [^;]*/m.exec(script) ?? []
    const [statement] = /^with brought[^;]*/m.exec(script) ?? []
    const client = new pg.Client(database.ownerUrl)
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
