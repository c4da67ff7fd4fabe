import type { FileKind, QuarantineOrder, RefusingVerdict, VersionState } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'
import { type BlobRow, type BlobVerdict, blobColumns, type StoredBlob, toBlob } from './blob.ts'
import { namePatterns } from './name-patterns.ts'

/** A version that is not let out because of its verdict, or is in spite of it. */
export interface HeldBack {
  /** The version's id. */
  readonly key: string
  readonly organization: string
  readonly organizationName: string
  readonly file: string
  readonly fileName: string
  readonly number: number
  /** Whether it is, or would be, what the file serves. */
  readonly isServed: boolean
  readonly status: VersionState
  readonly verdict: BlobVerdict
  /** What the scanner found. */
  readonly finding: string | null
  readonly engine: string | null
  readonly signatures: string | null
  readonly scannedAt: string | null
  readonly bytes: number | null
  readonly sha256: string | null
  readonly mimeType: string | null
  readonly kind: FileKind
  readonly uploadedByUsername: string | null
  readonly uploadedAt: string
  /** When it was locked away; of what was let out all the same, when that was. */
  readonly since: string
  readonly releasedAt: string | null
  /** Null where rules did it. */
  readonly releasedByUsername: string | null
  readonly releaseReason: string | null
}

export interface HeldBackQuery {
  /** Left out: all. */
  readonly organizations?: readonly string[] | undefined
  /** Those that were let out all the same, instead of those that are kept. */
  readonly isReleased: boolean
  readonly verdict?: RefusingVerdict | undefined
  readonly search?: string | undefined
  /** For whom: of what data jobs have made only their own. Left out: all. */
  readonly viewer?: string | undefined
  readonly orderBy: QuarantineOrder
  readonly limit: number
  /** The last one that was seen, as it was then. */
  readonly after?: HeldPlace | undefined
}

export type HeldPlace = Pick<HeldBack, 'key' | 'fileName' | 'since'>

interface HeldBackRow {
  id: string
  organization_id: string
  organization_name: string
  file_id: string
  file_name: string
  number: number
  is_served: boolean
  status: VersionState
  scan_verdict: BlobVerdict
  scan_result: string | null
  scan_engine: string | null
  scan_signatures: string | null
  scanned_at: Date | null
  bytes: string | number | null
  sha256: string | null
  mime_type: string | null
  kind: FileKind
  uploader: string | null
  created_at: Date
  since: Date
  released_at: Date | null
  releaser: string | null
  release_reason: string | null
}

/** What lies in the trash is not among them. */
export async function heldBackIn(
  work: UnitOfWork,
  { organizations, isReleased, verdict, search = '', viewer, orderBy, limit, after }: HeldBackQuery,
): Promise<HeldBack[]> {
  const isByTime = orderBy.endsWith('since')
  const [sorted, place] = isByTime ? ['since', '$7::timestamptz'] : ['file_name', '$7::text']
  const [way, later] = orderBy.startsWith('-') ? ['desc', '<'] : ['asc', '>']
  const rows = await work.query<HeldBackRow>(
    `select * from (
       select v.id, v.organization_id, o.name as organization_name, v.file_id, v.file_name, v.number,
         v.number = f.version_number as is_served, v.status, b.scan_verdict, b.scan_result, b.scan_engine, b.scan_signatures,
         b.scanned_at, b.bytes, b.sha256, v.mime_type, v.kind, u.username as uploader, v.created_at,
         coalesce(case when $2 then b.released_at else v.held_since end, v.created_at) as since,
         b.released_at, r.username as releaser, b.release_reason
       from blob b
       join file_version v on v.organization_id = b.organization_id and v.blob_id = b.id
       join file f on f.organization_id = v.organization_id and f.id = v.file_id
       join organization o on o.id = b.organization_id
       left join app_user u on u.id = v.created_by_id
       left join app_user r on r.id = b.released_by_id
       where ${organizations ? 'b.organization_id = any($1::uuid[])' : '$1::uuid[] is null'}
         and b.scan_verdict in ('infected', 'unscannable') and ($3::text is null or b.scan_verdict = $3)
         and v.status = any(case when $2 then array['available'] else array['quarantined', 'unscannable'] end)
         and f.deleted_at is null and v.file_name ilike all ($4::text[])
         and ($5::uuid is null or f.entity_type is distinct from 'dataJob' or f.created_by_id = $5)
     ) held
     where $6::uuid is null or (${sorted}, id) ${later} (${place}, $6::uuid)
     order by ${sorted} ${way}, id ${way} limit $8`,
    [
      organizations ?? null,
      isReleased,
      verdict ?? null,
      namePatterns(search),
      viewer ?? null,
      after?.key ?? null,
      (isByTime ? after?.since : after?.fileName) ?? null,
      limit,
    ],
  )
  return rows.map(toHeldBack)
}

const toHeldBack = (row: HeldBackRow): HeldBack => ({
  key: row.id,
  organization: row.organization_id,
  organizationName: row.organization_name,
  file: row.file_id,
  fileName: row.file_name,
  number: row.number,
  isServed: row.is_served,
  status: row.status,
  verdict: row.scan_verdict,
  finding: row.scan_result,
  engine: row.scan_engine,
  signatures: row.scan_signatures,
  scannedAt: momentOf(row.scanned_at),
  bytes: row.bytes === null ? null : Number(row.bytes),
  sha256: row.sha256,
  mimeType: row.mime_type,
  kind: row.kind,
  uploadedByUsername: row.uploader,
  uploadedAt: new Date(row.created_at).toISOString(),
  since: new Date(row.since).toISOString(),
  releasedAt: momentOf(row.released_at),
  releasedByUsername: row.releaser,
  releaseReason: row.release_reason,
})

const momentOf = (date: Date | null) => (date ? new Date(date).toISOString() : null)

/** The database's own time, so that no two clocks are compared. */
export async function moment(work: UnitOfWork): Promise<Date> {
  const [row] = await work.query<{ now: Date }>('select now() as now')
  if (!row) throw new Error('The database does not know the time')
  return new Date(row.now)
}

export interface OutdatedQuery {
  readonly engine: string
  /** Those that the scanner knows now. */
  readonly signatures: string
  /** Judged, or taken, before that. */
  readonly before: Date
  readonly limit: number
}

/**
 * Live bytes whose verdict is of other signatures, the oldest first. They are put to the end of the row: nobody else takes them
 * now, and one that fails holds nothing up.
 */
export async function takeOutdated(
  work: UnitOfWork,
  { engine, signatures, before, limit }: OutdatedQuery,
): Promise<StoredBlob[]> {
  const rows = await work.query<BlobRow>(
    `update blob b set scanned_at = now() where b.id in (
       select id from blob where removed_at is null and missing_since is null and scan_verdict is not null and scanned_at < $3
         and (scan_engine is distinct from $1 or scan_signatures is distinct from $2)
       order by scanned_at limit $4 for update skip locked)
     returning ${blobColumns}`,
    [engine, signatures, before, limit],
  )
  return rows.map(toBlob)
}
