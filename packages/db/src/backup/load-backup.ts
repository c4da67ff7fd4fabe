import pg from 'pg'
import { applyMigrations } from '../migrate/apply-migrations.ts'
import { ensureRoles } from '../prepare/ensure-roles.ts'
import { appliedMigrations, backupTables, quoted } from './backup-tables.ts'
import type { Snapshot } from './open-snapshot.ts'

/** Bytes as they lie here. */
export interface RestoredObject {
  readonly key: string
  readonly etag: string
}

export interface BackupContent extends Pick<Snapshot, 'migrations' | 'auditMonths'> {
  rows(table: string): AsyncIterable<string>
  /** The bytes of blobs, not what was made of them. */
  objects(): AsyncIterable<RestoredObject>
}

export interface LoadOptions {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Where all bytes lie from now on. */
  readonly provider: string
  /** Where the migrations are, when not beside the sources of this package. */
  readonly migrations?: string
}

const rowsAtOnce = 500
const charactersAtOnce = 4_000_000

/** @throws when there is anything in the database */
export async function refuseFullDatabase(ownerUrl: string): Promise<void> {
  await withOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    if (rows[0]?.count) throw new Error('There is something in the database. A backup is put back into an empty one.')
  })
}

/** Fills an empty database with what a backup holds: all of it in one transaction, or nothing. */
export async function loadBackup(
  { ownerUrl, appUrl, provider, migrations }: LoadOptions,
  content: BackupContent,
): Promise<void> {
  await refuseFullDatabase(ownerUrl)
  await withOwner(ownerUrl, (client) => ensureRoles(client, appUrl))
  await applyMigrations(ownerUrl, migrations)
  await withOwner(ownerUrl, async (client) => {
    const applied = await appliedMigrations(client)
    if (applied.join() !== content.migrations.join())
      throw new Error('The backup was made by another release. Put it back with that one, then start this one on it.')
    await client.query('begin')
    const reopen = await openTables(client)
    for (const month of content.auditMonths) await client.query('select make_audit_partition($1::date)', [month])
    for (const { name, columns } of await backupTables(client))
      await fill(client, { name, columns, lines: content.rows(name) })
    await placeObjects(client, { provider, objects: content.objects() })
    await reopen()
    await client.query('commit')
  })
}

async function withOwner(ownerUrl: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC -c datestyle=ISO -c search_path=public -c statement_timeout=0',
  })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

const foreignKeysText = `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`
const tablesText = `select oid::regclass::text as "table", relforcerowsecurity as "isForced" from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> '_prisma_migrations' order by relispartition`

/**
 * Empties the tables and takes away for this transaction what guards single changes: the rows have all been through it when they
 * were written. Says how it is put back, which checks every reference.
 */
async function openTables(client: pg.Client): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(foreignKeysText)
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint "${name}"`)
  const { rows: tables } = await client.query<{ table: string; isForced: boolean }>(tablesText)
  for (const { table } of tables)
    await client.query(`alter table ${table} disable trigger user; alter table ${table} no force row level security`)
  await client.query(`truncate ${tables.map(({ table }) => table).join(', ')}`)
  return async () => {
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint "${name}" ${definition}`)
    for (const { table, isForced } of tables) {
      await client.query(`alter table ${table} enable trigger user`)
      if (isForced) await client.query(`alter table ${table} force row level security`)
    }
  }
}

interface Filling {
  readonly name: string
  readonly columns: readonly string[]
  readonly lines: AsyncIterable<string>
}

async function fill(client: pg.Client, { name, columns, lines }: Filling): Promise<void> {
  const insert = `insert into "${name}" (${quoted(columns)}) overriding system value
    select ${quoted(columns)} from json_populate_recordset(null::"${name}", $1::json)`
  let batch: string[] = []
  let characters = 0
  const send = async () => {
    if (batch.length) await client.query(insert, [`[${batch.join(',')}]`])
    batch = []
    characters = 0
  }
  for await (const line of lines) {
    batch.push(line)
    characters += line.length
    if (batch.length >= rowsAtOnce || characters >= charactersAtOnce) await send()
  }
  await send()
}

interface Placing {
  readonly provider: string
  readonly objects: AsyncIterable<RestoredObject>
}

/**
 * The bytes lie where this installation keeps them, and are other objects than those the backup was made of. What was to be removed
 * is not here, and what had half arrived has to be sent again.
 */
async function placeObjects(client: pg.Client, { provider, objects }: Placing): Promise<void> {
  await client.query('create temp table placed (key text, etag text) on commit drop')
  let batch: RestoredObject[] = []
  const send = async () => {
    const rows = JSON.stringify(batch)
    await client.query('insert into placed select * from json_populate_recordset(null::placed, $1::json)', [rows])
    batch = []
  }
  for await (const object of objects) {
    batch.push(object)
    if (batch.length >= rowsAtOnce) await send()
  }
  await send()
  await client.query('delete from upload_session')
  await client.query('delete from blob where removed_at is not null')
  await client.query('update blob set storage_provider = $1', [provider])
  await client.query('update blob b set etag = p.etag from placed p where b.storage_key = p.key')
}
