import pg from 'pg'
import { appliedMigrations, type BackupTable, backupTables, quoted } from './backup-tables.ts'
import { purgeLock } from './purge-lock.ts'

/** Bytes that the database names, at the moment of the snapshot. */
export interface SnapshotObject {
  readonly blob: string
  readonly provider: string
  readonly key: string
  /** Null for what was made of others: nobody has written down what it should be. */
  readonly bytes: number | null
  readonly sha256: string | null
}

/** The database as it was at one moment, whatever is written meanwhile. */
export interface Snapshot {
  readonly takenAt: string
  readonly migrations: readonly string[]
  /** Months that the audit trail has a partition for: `2026-11-01`. */
  readonly auditMonths: readonly string[]
  readonly tables: readonly BackupTable[]
  /** One JSON object a line. */
  rows(table: BackupTable): AsyncGenerator<string, undefined>
  objects(): AsyncGenerator<SnapshotObject, undefined>
  close(): Promise<void>
}

/** Few at a time: the text of a document may be long. */
const pageSize = 200

/**
 * Holds off whoever removes bytes, and then holds the database still for whoever reads it. Bytes that a live row of it names are
 * there until it is closed, even where their file is purged meanwhile. A role that cannot see every row is refused.
 */
export async function openSnapshot(ownerUrl: string): Promise<Snapshot> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC -c datestyle=ISO -c search_path=public -c row_security=off -c statement_timeout=0',
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [purgeLock])
    await client.query('begin isolation level repeatable read read only')
    const { rows: moment } = await client.query<{ at: Date }>('select now() as at')
    return {
      takenAt: (moment[0]?.at ?? new Date()).toISOString(),
      migrations: await appliedMigrations(client),
      auditMonths: await auditMonths(client),
      tables: await backupTables(client),
      rows: (table) => rowsOf(client, table),
      objects: () => objectsOf(client),
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function auditMonths(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select to_date(substring(inhrelid::regclass::text from '\\d{4}_\\d{2}$'), 'YYYY_MM')::text as month
     from pg_inherits where inhparent = 'audit_entry'::regclass and inhrelid::regclass::text ~ '\\d{4}_\\d{2}$' order by 1`,
  )
  return rows.map(({ month }) => month)
}

async function* rowsOf(client: pg.Client, { name, columns }: BackupTable): AsyncGenerator<string, undefined> {
  const query = `select row_to_json(r)::text as line from (select ${quoted(columns)} from "${name}") r`
  for await (const { line } of pages<{ line: string }>(client, query)) yield line
}

const objectsText = `select id as blob, storage_provider as provider, storage_key as key, bytes, sha256 from blob
    where removed_at is null and sha256 is not null
  union all
  select b.id, b.storage_provider, d.value, null, null from blob b, jsonb_each_text(b.derivatives) d
    where b.removed_at is null and b.sha256 is not null`

async function* objectsOf(client: pg.Client): AsyncGenerator<SnapshotObject, undefined> {
  for await (const row of pages<SnapshotObject & { bytes: string | null }>(client, objectsText))
    yield { ...row, bytes: row.bytes === null ? null : Number(row.bytes) }
}

/** A query by a cursor, so that no more than a page of it is ever in memory. */
async function* pages<Row extends pg.QueryResultRow>(client: pg.Client, query: string): AsyncGenerator<Row, undefined> {
  await client.query(`declare backup_rows no scroll cursor for ${query}`)
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${pageSize} from backup_rows`)
    if (!rows.length) break
    yield* rows
  }
  await client.query('close backup_rows')
}
