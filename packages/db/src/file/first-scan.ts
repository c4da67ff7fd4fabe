import type { VersionState } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'
import { type FileVersion, toVersion, type VersionRow, versionColumns } from './file-version.ts'

/** The version of a file that has no other one under way, and what the file's own row says of it. */
export interface FirstScan {
  readonly version: FileVersion
  readonly file: { readonly versionNumber: number; readonly mimeType: string | null }
}

/**
 * Of these files those whose bytes are judged for the first time and are nothing else's: live, not replaced, of bytes that no other
 * version is made of. Their rows are held until the transaction ends. Nobody is waited for: what somebody else holds is not among them.
 *
 * Goes from file to file, whatever Postgres knows of the tables: before it has counted a new one, it would join all versions of everybody first.
 */
export async function holdFirstScans(
  work: UnitOfWork,
  files: readonly string[],
  status: VersionState,
): Promise<FirstScan[]> {
  const rows = await work.query<VersionRow & { file_mime_type: string | null }>(
    `with held as materialized (
       select id, organization_id, version_number, mime_type from file
       where id = any($1::uuid[]) and status = $2 and deleted_at is null and new_version_status is null
       order by id for update skip locked)
     select ${versionColumns}, f.mime_type as file_mime_type from held f
     cross join lateral (select * from file_version v where v.file_id = f.id and v.number = f.version_number
       and v.organization_id = f.organization_id and v.status = $2 offset 0) v
     cross join lateral (select * from blob b where b.organization_id = v.organization_id and b.id = v.blob_id
       and b.released_at is null and b.removed_at is null offset 0) b
     where not exists (select from file_version o where o.file_id = f.id and o.id <> v.id
         and (o.number > v.number or o.status in ('stored', 'scanning')) offset 0)
       and not exists (select from file_version o where o.organization_id = v.organization_id and o.blob_id = v.blob_id and o.id <> v.id offset 0)`,
    [files, status],
  )
  return rows.map((row) => {
    const version = toVersion(row)
    return { version, file: { versionNumber: version.number, mimeType: row.file_mime_type } }
  })
}

/** A version, and the token of whoever scans it. */
export interface ScanToken {
  readonly version: string
  readonly token: string
}

/** Gives leases on versions that wait, and has them be scanned. @throws when one of them has moved on: all or none are taken */
export async function leaseFirstScans(
  work: UnitOfWork,
  scans: readonly ScanToken[],
  { from, to, seconds }: { readonly from: VersionState; readonly to: VersionState; readonly seconds: number },
): Promise<void> {
  const rows = await work.query(
    `update file_version v set status = $4, status_reason = null, lease_token = g.token, lease_until = now() + make_interval(secs => $5)
     from unnest($1::uuid[], $2::uuid[]) g(id, token)
     where v.id = g.id and v.status = $3 and (v.lease_until is null or v.lease_until < now()) returning v.id`,
    [...listsOf(scans), from, to, seconds],
  )
  refuseFewer(rows, scans)
}

/** Gives the leases back and moves the versions on. @throws when one lease was lost, or its version has moved: all or none end */
export async function endFirstScans(
  work: UnitOfWork,
  scans: readonly ScanToken[],
  { from, to }: { readonly from: VersionState; readonly to: VersionState },
): Promise<void> {
  const rows = await work.query(
    `update file_version v set status = $4, status_reason = null, lease_token = null, lease_until = null, reserved_bytes = 0
     from unnest($1::uuid[], $2::uuid[]) g(id, token)
     where v.id = g.id and v.lease_token = g.token and v.status = $3 returning v.id`,
    [...listsOf(scans), from, to],
  )
  refuseFewer(rows, scans)
}

export interface CleanBlob {
  readonly blob: string
  readonly engine: string
  readonly signatures: string
  readonly result: string
}

/** Writes down that bytes were found clean. @throws when one of them was released, or goes, meanwhile */
export async function setBlobsClean(work: UnitOfWork, blobs: readonly CleanBlob[]): Promise<void> {
  const rows = await work.query(
    `update blob b set scan_verdict = 'clean', scan_engine = g.engine, scan_signatures = g.signatures, scan_result = g.result, scanned_at = now()
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) g(id, engine, signatures, result)
     where b.id = g.id and b.released_at is null and b.removed_at is null returning b.id`,
    [
      blobs.map(({ blob }) => blob),
      blobs.map(({ engine }) => engine),
      blobs.map(({ signatures }) => signatures),
      blobs.map(({ result }) => result),
    ],
  )
  refuseFewer(rows, blobs)
}

const listsOf = (scans: readonly ScanToken[]) => [scans.map(({ version }) => version), scans.map(({ token }) => token)]

function refuseFewer(rows: readonly unknown[], wanted: readonly unknown[]): void {
  if (rows.length !== wanted.length) throw new Error(`${wanted.length - rows.length} of ${wanted.length} have moved on`)
}
