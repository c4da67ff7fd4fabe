import type { FileKind, VersionState } from '@groundwork/domain'
import type { KeyedQuestion } from '../connection/gathered-reads.ts'
import type { UnitOfWork } from '../work/contract.ts'
import { type BlobRow, blobColumns, type StoredBlob, toBlob } from './blob.ts'

/** What a file was at one moment: which bytes, under which name. */
export interface FileVersion {
  readonly id: string
  readonly organization: string
  readonly file: string
  readonly number: number
  readonly label: string | null
  readonly fileName: string
  readonly mimeType: string | null
  readonly kind: FileKind
  readonly status: VersionState
  readonly statusReason: string | null
  readonly restoredFrom: number | null
  /** While bytes arrive: what is set aside for them. */
  readonly reservedBytes: number
  readonly createdBy: string | null
  readonly createdAt: string
  readonly blob: StoredBlob
}

export interface VersionRow extends BlobRow {
  id: string
  organization_id: string
  file_id: string
  number: number
  label: string | null
  file_name: string
  mime_type: string | null
  kind: FileKind
  status: VersionState
  status_reason: string | null
  restored_from: number | null
  reserved_bytes: string | number
  created_by_id: string | null
  created_at: Date
}

/** The columns of a version that stands as `v` in a statement, and of its blob `b`. */
export const versionColumns = `v.id, v.organization_id, v.file_id, v.number, v.label, v.file_name, v.mime_type, v.kind, v.status,
  v.status_reason, v.restored_from, v.reserved_bytes, v.created_by_id, v.created_at, ${blobColumns}`

export const joinBlob = 'join blob b on b.organization_id = v.organization_id and b.id = v.blob_id'

export const toVersion = (row: VersionRow): FileVersion => ({
  id: row.id,
  organization: row.organization_id,
  file: row.file_id,
  number: row.number,
  label: row.label,
  fileName: row.file_name,
  mimeType: row.mime_type,
  kind: row.kind,
  status: row.status,
  statusReason: row.status_reason,
  restoredFrom: row.restored_from,
  reservedBytes: Number(row.reserved_bytes),
  createdBy: row.created_by_id,
  createdAt: new Date(row.created_at).toISOString(),
  blob: toBlob(row),
})

const selectVersion = `select ${versionColumns} from file_version v ${joinBlob}`

/** The version that is served, if its file may be. Whether the caller may know of it is for the file's own row to say. */
export async function currentVersion(work: UnitOfWork, file: string): Promise<FileVersion | null> {
  const row = await work.queryByKey(currentVersions, file.toLowerCase())
  return row ? toVersion(row) : null
}

const selectCurrent = `${selectVersion} join file f on f.organization_id = v.organization_id and f.id = v.file_id
  where v.number = f.version_number and v.file_id`

const currentVersions: KeyedQuestion<VersionRow> = {
  of: (files) =>
    files.length === 1
      ? { text: `${selectCurrent} = $1`, values: files }
      : { text: `${selectCurrent} = any($1::uuid[])`, values: [files] },
  keyOf: ({ file_id }) => file_id,
  name: selectCurrent,
}

export async function versionNumbered(work: UnitOfWork, file: string, number: number): Promise<FileVersion | null> {
  const [row] = await work.query<VersionRow>(`${selectVersion} where v.file_id = $1 and v.number = $2`, [file, number])
  return row ? toVersion(row) : null
}

export interface NamedVersion extends FileVersion {
  readonly createdByUsername: string | null
}

/** Newest first. */
export async function versionsOf(work: UnitOfWork, file: string): Promise<NamedVersion[]> {
  const rows = await work.query<VersionRow & { username: string | null }>(
    `select ${versionColumns}, u.username from file_version v ${joinBlob} left join app_user u on u.id = v.created_by_id
     where v.file_id = $1 order by v.number desc`,
    [file],
  )
  return rows.map((row) => ({ ...toVersion(row), createdByUsername: row.username }))
}

/** All that are made of the same bytes, by file, so that whoever locks their files does it in one order. */
export async function versionsOfBlob(work: UnitOfWork, organization: string, blob: string): Promise<FileVersion[]> {
  const rows = await work.query<VersionRow>(
    `${selectVersion} where v.organization_id = $1 and v.blob_id = $2 order by v.file_id, v.number`,
    [organization, blob],
  )
  return rows.map(toVersion)
}

export async function nextVersionNumber(work: UnitOfWork, file: string): Promise<number> {
  const latest = await latestVersionState(work, file)
  return (latest?.number ?? 0) + 1
}

export type VersionStanding = Pick<FileVersion, 'number' | 'status'>

/** How the newest version of a file fares, be it served or on its way. */
export async function latestVersionState(work: UnitOfWork, file: string): Promise<VersionStanding | null> {
  const [row] = await work.query<VersionStanding>(
    'select number, status from file_version where file_id = $1 order by number desc limit 1',
    [file],
  )
  return row ?? null
}

export interface NewFileVersion {
  readonly id: string
  readonly organization: string
  readonly file: string
  readonly number: number
  readonly blob: string
  readonly fileName: string
  readonly mimeType: string | null
  readonly kind: FileKind
  readonly status: VersionState
  readonly restoredFrom?: number
  readonly reservedBytes?: number
  readonly lease?: Lease
  readonly createdBy: string | null
}

/** Whoever holds the token may finish the work; after `seconds` anyone may take it over. */
export interface Lease {
  readonly token: string
  readonly seconds: number
}

export async function insertFileVersion(work: UnitOfWork, version: NewFileVersion): Promise<void> {
  const { lease } = version
  await work.query(
    `insert into file_version (id, organization_id, file_id, number, blob_id, file_name, mime_type, kind, status, restored_from,
       reserved_bytes, lease_token, lease_until, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + make_interval(secs => $13), $14)`,
    [
      version.id,
      version.organization,
      version.file,
      version.number,
      version.blob,
      version.fileName,
      version.mimeType,
      version.kind,
      version.status,
      version.restoredFrom ?? null,
      version.reservedBytes ?? 0,
      lease?.token ?? null,
      lease?.seconds ?? null,
      version.createdBy,
    ],
  )
}

export interface VersionMove {
  readonly from: VersionState
  readonly to: VersionState
  readonly reason: string | null
}

/** Compare-and-set. False when the version is in another state by now. */
export async function moveVersion(
  work: UnitOfWork,
  version: string,
  { from, to, reason }: VersionMove,
): Promise<boolean> {
  const rows = await work.query(
    `update file_version set status = $3, status_reason = $4,
       held_since = case when $3 in ('quarantined', 'unscannable') then coalesce(held_since, now()) end
     where id = $1 and status = $2 returning id`,
    [version, from, to, reason],
  )
  return rows.length === 1
}

export async function labelVersion(work: UnitOfWork, version: string, label: string | null): Promise<void> {
  await work.query('update file_version set label = $2 where id = $1', [version, label])
}

export async function deleteVersion(work: UnitOfWork, version: string): Promise<void> {
  await work.query('delete from file_version where id = $1', [version])
}
