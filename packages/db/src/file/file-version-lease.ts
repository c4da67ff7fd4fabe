import type { UnitOfWork } from '../work/contract.ts'
import { type FileVersion, joinBlob, type Lease, toVersion, type VersionRow, versionColumns } from './file-version.ts'

/** The version that the lease was given for, with its blob. */
const takenVersion = (update: string) => `with v as (${update} returning *) select ${versionColumns} from v ${joinBlob}`

/** Takes the oldest version of a file that waits for its scan, or whose scan was broken off, unless somebody else holds it. */
export async function leaseForScan(work: UnitOfWork, file: string, lease: Lease): Promise<FileVersion | null> {
  const [row] = await work.query<VersionRow>(
    takenVersion(
      `update file_version set lease_token = $2, lease_until = now() + make_interval(secs => $3)
       where id = (select id from file_version where file_id = $1 and status in ('stored', 'scanning')
           and (lease_until is null or lease_until < now()) order by number limit 1)`,
    ),
    [file, lease.token, lease.seconds],
  )
  return row ? toVersion(row) : null
}

/** Whether a version of the file waits for its scan or is at it, whoever holds it. */
export async function waitsForScan(work: UnitOfWork, file: string): Promise<boolean> {
  const rows = await work.query(
    `select id from file_version where file_id = $1 and status in ('stored', 'scanning') limit 1`,
    [file],
  )
  return rows.length === 1
}

/** `growth`: bytes set aside besides. False when the lease was lost: whoever took it over has the say now. */
export async function extendFileLease(
  work: UnitOfWork,
  version: string,
  { token, seconds, growth = 0 }: Lease & { readonly growth?: number },
): Promise<boolean> {
  const rows = await work.query(
    `update file_version set lease_until = now() + make_interval(secs => $3), reserved_bytes = reserved_bytes + $4
     where id = $1 and lease_token = $2 returning id`,
    [version, token, seconds, growth],
  )
  return rows.length === 1
}

/** Gives the lease back. False when it was lost: then whoever holds it now has the say. */
export async function endFileLease(work: UnitOfWork, version: string, token: string): Promise<boolean> {
  const rows = await work.query(
    `update file_version set lease_token = null, lease_until = null, reserved_bytes = 0
     where id = $1 and lease_token = $2 returning id`,
    [version, token],
  )
  return rows.length === 1
}

/** Which blob the version is made of, once all bytes are there. */
export async function nameBlob(work: UnitOfWork, version: string, blob: string): Promise<void> {
  await work.query('update file_version set blob_id = $2 where id = $1 and blob_id <> $2', [version, blob])
}

/** Takes over one upload whose process died: its lease is over, or it was left as failed. Two reapers never take the same. */
export async function takeStaleUpload(work: UnitOfWork, lease: Lease): Promise<FileVersion | null> {
  const [row] = await work.query<VersionRow>(
    takenVersion(
      `update file_version set lease_token = $1, lease_until = now() + make_interval(secs => $2)
       where id = (select id from file_version where status in ('receiving', 'failed') and lease_until < now()
         order by lease_until limit 1 for update skip locked)`,
    ),
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

export interface DeletedUpload {
  /** Its file never was one, and is gone with it. */
  readonly wasWholeFile: boolean
}

/** An upload that never became a version leaves no row. Null when the lease was lost. Its bytes are gone already. */
export async function deleteUpload(
  work: UnitOfWork,
  { id, file, blob }: { readonly id: string; readonly file: string; readonly blob: string },
  token: string,
): Promise<DeletedUpload | null> {
  const versions = await work.query('delete from file_version where id = $1 and lease_token = $2 returning id', [
    id,
    token,
  ])
  if (versions.length !== 1) return null
  await work.query('delete from blob where id = $1 and sha256 is null', [blob])
  const files = await work.query(
    `delete from file where id = $1 and not exists (
       select from file_version v where v.organization_id = file.organization_id and v.file_id = file.id) returning id`,
    [file],
  )
  return { wasWholeFile: files.length === 1 }
}

/** Keeps the row for the reaper, with nothing set aside: its bytes could not be removed now. */
export async function releaseForReaper(work: UnitOfWork, version: string, token: string): Promise<boolean> {
  const rows = await work.query(
    `update file_version set status = 'failed', reserved_bytes = 0, lease_until = now()
     where id = $1 and lease_token = $2 returning id`,
    [version, token],
  )
  return rows.length === 1
}
