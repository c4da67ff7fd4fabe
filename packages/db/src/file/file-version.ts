import type { UnitOfWork } from '../work/contract.ts'

/** The bytes of a file at one moment, and what the scanner said about exactly these bytes. */
export interface FileVersion {
  readonly id: string
  readonly organization: string
  readonly file: string
  readonly number: number
  readonly storageProvider: string
  readonly storageKey: string
  /** While bytes arrive: what is reserved for them. Afterwards: their count. */
  readonly bytes: number
  readonly sha256: string | null
  readonly etag: string | null
  readonly thumbnailKey: string | null
  readonly optimisedKey: string | null
  readonly scanEngine: string | null
}

export interface NewFileVersion {
  readonly id: string
  readonly organization: string
  readonly file: string
  readonly storageProvider: string
  readonly storageKey: string
  readonly bytes: number
  readonly lease: Lease
}

/** Whoever holds the token may finish the work; after `seconds` anyone may take it over. */
export interface Lease {
  readonly token: string
  readonly seconds: number
}

interface VersionRow {
  id: string
  organization_id: string
  file_id: string
  number: number
  storage_provider: string
  storage_key: string
  bytes: string | number | null
  sha256: string | null
  etag: string | null
  thumbnail_key: string | null
  optimised_key: string | null
  scan_engine: string | null
}

const columns =
  'id, organization_id, file_id, number, storage_provider, storage_key, bytes, sha256, etag, thumbnail_key, optimised_key, scan_engine'

export async function insertFileVersion(work: UnitOfWork, version: NewFileVersion): Promise<void> {
  await work.query(
    `insert into file_version (id, organization_id, file_id, storage_provider, storage_key, bytes, lease_token, lease_until)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))`,
    [
      version.id,
      version.organization,
      version.file,
      version.storageProvider,
      version.storageKey,
      version.bytes,
      version.lease.token,
      version.lease.seconds,
    ],
  )
}

/** The newest version of a file. Whether the caller may know of it is for the file's own row to say. */
export async function latestFileVersion(work: UnitOfWork, file: string): Promise<FileVersion | null> {
  const [row] = await work.query<VersionRow>(
    `select ${columns} from file_version where file_id = $1 order by number desc limit 1`,
    [file],
  )
  return row ? toVersion(row) : null
}

/** Takes a version for scanning, unless somebody else holds it. */
export async function leaseFileVersion(work: UnitOfWork, file: string, lease: Lease): Promise<FileVersion | null> {
  const [row] = await work.query<VersionRow>(
    `update file_version set lease_token = $2, lease_until = now() + make_interval(secs => $3)
     where id = (select id from file_version where file_id = $1 order by number desc limit 1)
       and (lease_until is null or lease_until < now())
     returning ${columns}`,
    [file, lease.token, lease.seconds],
  )
  return row ? toVersion(row) : null
}

/** `growth`: bytes reserved besides. False when the lease was lost: whoever took it over has the say now. */
export async function extendFileLease(
  work: UnitOfWork,
  version: string,
  { token, seconds, growth = 0 }: Lease & { readonly growth?: number },
): Promise<boolean> {
  const rows = await work.query(
    `update file_version set lease_until = now() + make_interval(secs => $3), bytes = bytes + $4
     where id = $1 and lease_token = $2 returning id`,
    [version, token, seconds, growth],
  )
  return rows.length === 1
}

export interface FileVersionChanges {
  readonly bytes?: number
  readonly sha256?: string
  readonly etag?: string
  readonly scanEngine?: string
  readonly scanResult?: string
}

/** Writes the outcome and gives the lease back. False when the lease was lost: then nothing is written. */
export async function settleFileVersion(
  work: UnitOfWork,
  version: string,
  { token, changes }: { readonly token: string; readonly changes: FileVersionChanges },
): Promise<boolean> {
  const { bytes, sha256, etag, scanEngine, scanResult } = changes
  const rows = await work.query(
    `update file_version set lease_token = null, lease_until = null,
       bytes = coalesce($3, bytes), sha256 = coalesce($4, sha256), etag = coalesce($5, etag),
       scan_engine = coalesce($6, scan_engine), scan_result = coalesce($7, scan_result),
       scanned_at = case when $6::text is null then scanned_at else now() end
     where id = $1 and lease_token = $2 returning id`,
    [version, token, bytes ?? null, sha256 ?? null, etag ?? null, scanEngine ?? null, scanResult ?? null],
  )
  return rows.length === 1
}

export async function setDerivatives(
  work: UnitOfWork,
  version: string,
  keys: { readonly thumbnail: string; readonly optimised: string },
): Promise<void> {
  await work.query('update file_version set thumbnail_key = $2, optimised_key = $3 where id = $1', [
    version,
    keys.thumbnail,
    keys.optimised,
  ])
}

/**
 * Takes over one upload whose process died: its lease is over, or it was left as failed. Two reapers never take the same.
 */
export async function takeStaleUpload(work: UnitOfWork, lease: Lease): Promise<FileVersion | null> {
  const [row] = await work.query<VersionRow>(
    `update file_version set lease_token = $1, lease_until = now() + make_interval(secs => $2)
     where id = (
       select v.id from file_version v join file f on f.organization_id = v.organization_id and f.id = v.file_id
       where f.status in ('pending', 'receiving', 'failed') and v.lease_until < now()
       order by v.lease_until limit 1 for update of v skip locked)
     returning ${columns}`,
    [lease.token, lease.seconds],
  )
  return row ? toVersion(row) : null
}

/** Whether the version is known at all: a reaper leaves nothing of an upload that it cleared away. */
export async function hasFileVersion(work: UnitOfWork, version: string): Promise<boolean> {
  const rows = await work.query('select id from file_version where id = $1', [version])
  return rows.length === 1
}

/**
 * Takes an upload over from whoever holds `token`: what they still have under way can no longer make it a file. False when
 * it is theirs no more, be it that it has become a file or that a reaper has it.
 */
export async function takeOverUpload(
  work: UnitOfWork,
  version: string,
  { token, by }: { readonly token: string; readonly by: Lease },
): Promise<boolean> {
  const rows = await work.query(
    `update file_version set lease_token = $3, lease_until = now() + make_interval(secs => $4)
     where id = $1 and lease_token = $2 returning id`,
    [version, token, by.token, by.seconds],
  )
  return rows.length === 1
}

/** An upload that never became a file leaves no row. False when the lease was lost. */
export async function deleteUpload(
  work: UnitOfWork,
  { id, file }: Pick<FileVersion, 'id' | 'file'>,
  token: string,
): Promise<boolean> {
  const versions = await work.query('delete from file_version where id = $1 and lease_token = $2 returning id', [
    id,
    token,
  ])
  if (versions.length !== 1) return false
  await work.query(`delete from file where id = $1 and status in ('pending', 'receiving', 'failed')`, [file])
  return true
}

/** Keeps the row for the reaper, with nothing reserved: its bytes could not be removed now. */
export async function releaseForReaper(work: UnitOfWork, version: string, token: string): Promise<boolean> {
  const rows = await work.query(
    'update file_version set bytes = 0, lease_until = now() where id = $1 and lease_token = $2 returning id',
    [version, token],
  )
  return rows.length === 1
}

const toVersion = (row: VersionRow): FileVersion => ({
  id: row.id,
  organization: row.organization_id,
  file: row.file_id,
  number: row.number,
  storageProvider: row.storage_provider,
  storageKey: row.storage_key,
  bytes: Number(row.bytes ?? 0),
  sha256: row.sha256,
  etag: row.etag,
  thumbnailKey: row.thumbnail_key,
  optimisedKey: row.optimised_key,
  scanEngine: row.scan_engine,
})
