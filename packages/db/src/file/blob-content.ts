import type { UnitOfWork } from '../work/contract.ts'
import { type BlobRow, blobColumns, type StoredBlob, toBlob } from './blob.ts'
import { chargeStorage } from './charge.ts'

export interface BlobContent {
  readonly bytes: number
  readonly sha256: string
  readonly etag: string
}

export interface Settlement {
  /** The blob under whose key the bytes have just arrived. */
  readonly blob: string
  readonly organization: string
  readonly content: BlobContent
  /** What was set aside for them. */
  readonly reserved: number
  /** A blob of which somebody has just seen that its bytes are there. */
  readonly proven: string | null
}

/** The organization has equal bytes, as far as its rows know: whether they are still there is to be seen before anything relies on it. */
export class TwinUnproven extends Error {
  override readonly name = 'TwinUnproven'

  constructor(readonly twin: StoredBlob) {
    super(`Blob ${twin.id} has equal bytes that nobody has looked for`)
  }
}

/**
 * The end of a transfer: the reservation is settled, and the blob that stands for these bytes from now on is told. That is
 * another one where the organization has equal bytes already; those that have just arrived are then to be removed again and
 * count nothing. The quota's row is locked first, so of any number of equal transfers at once exactly one is kept.
 *
 * @throws TwinUnproven when that other one is not `proven`; the transaction ends with it
 */
export async function settleContent(
  work: UnitOfWork,
  { blob, organization, content, reserved, proven }: Settlement,
): Promise<StoredBlob> {
  await chargeStorage(work, { organization, reserve: -reserved, keep: content.bytes })
  const own = await fillBlob(work, { blob, organization, content })
  if (own) return own
  await chargeStorage(work, { organization, keep: -content.bytes })
  const [twin] = await work.query<BlobRow>(
    `select ${blobColumns} from blob b
     where b.organization_id = $1 and b.sha256 = $2 and b.bytes = $3 and b.removed_at is null`,
    [organization, content.sha256, content.bytes],
  )
  if (!twin) throw new Error(`Blob ${blob} has neither content nor an equal`)
  const equal = toBlob(twin)
  if (isBroken(equal)) return healBlob(work, { twin: equal, blob, etag: content.etag })
  if (equal.id !== proven) throw new TwinUnproven(equal)
  await work.query('update blob set removed_at = now() where id = $1', [blob])
  return equal
}

/** Lost, or such that the scanner could not make anything of them. */
const isBroken = ({ isMissing, scanVerdict, isReleased }: StoredBlob) =>
  isMissing || (scanVerdict === 'unscannable' && !isReleased)

interface Healing {
  readonly twin: StoredBlob
  readonly blob: string
  readonly etag: string
}

/**
 * A blob whose bytes are gone, or are others than were received, takes over those that have just arrived, and is judged anew.
 * The tombstone has its old place instead, where there may still be something to remove.
 */
async function healBlob(work: UnitOfWork, { twin, blob, etag }: Healing): Promise<StoredBlob> {
  const [place] = await work.query<{ storage_provider: string; storage_key: string }>(
    'select storage_provider, storage_key from blob where id = $1',
    [blob],
  )
  await work.query(
    `update blob set removed_at = now(), storage_key = 'instead of ' || id, derivatives = $2::jsonb where id = $1`,
    [blob, JSON.stringify(twin.derivatives)],
  )
  const [healed] = await work.query<BlobRow>(
    `update blob b set storage_provider = $2, storage_key = $3, etag = $4, missing_since = null, derivatives = '{}',
       derived_at = null, scan_engine = null, scan_signatures = null, scan_verdict = null, scan_result = null, scanned_at = null,
       released_at = null, released_by_id = null, release_reason = null
     where b.id = $1 returning ${blobColumns}`,
    [twin.id, place?.storage_provider, place?.storage_key, etag],
  )
  await work.query('update blob set storage_provider = $2, storage_key = $3 where id = $1', [
    blob,
    twin.storageProvider,
    twin.storageKey,
  ])
  if (!healed) throw new Error(`Blob ${twin.id} is gone`)
  return toBlob(healed)
}

/** Null where the organization has a live blob of this content. */
async function fillBlob(
  work: UnitOfWork,
  { blob, organization, content: { bytes, sha256, etag } }: Omit<Settlement, 'reserved' | 'proven'>,
): Promise<StoredBlob | null> {
  const [row] = await work.query<BlobRow>(
    `update blob b set bytes = $3, sha256 = $4, etag = $5 where b.id = $2 and b.removed_at is null and not exists (
       select from blob t where t.organization_id = $1 and t.sha256 = $4 and t.bytes = $3 and t.removed_at is null)
     returning ${blobColumns}`,
    [organization, blob, bytes, sha256, etag],
  )
  return row ? toBlob(row) : null
}

/**
 * Whatever of these blobs no version names any more becomes a tombstone and counts no longer. Says which did. Its caller has
 * deleted the versions in this very transaction.
 */
export async function releaseBlobs(
  work: UnitOfWork,
  organization: string,
  blobs: readonly string[],
): Promise<readonly string[]> {
  if (!blobs.length) return []
  await chargeStorage(work, { organization })
  const rows = await work.query<{ id: string; bytes: string | number | null }>(
    `update blob b set removed_at = now()
     where b.organization_id = $1 and b.id = any($2::uuid[]) and b.removed_at is null and not exists (
       select from file_version v where v.organization_id = b.organization_id and v.blob_id = b.id)
     returning b.id, b.bytes`,
    [organization, blobs],
  )
  const freed = rows.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0)
  if (freed) await chargeStorage(work, { organization, keep: -freed })
  return rows.map(({ id }) => id)
}

/** Tombstones that are due, oldest first. Bytes are removed by whoever asks; `forgetBlobs` then ends the rows. */
export async function blobTombstones(
  work: UnitOfWork,
  { limit, organization }: { readonly limit: number; readonly organization?: string },
): Promise<StoredBlob[]> {
  const rows = await work.query<BlobRow>(
    `select ${blobColumns} from blob b where b.removed_at <= now() and ($2::uuid is null or b.organization_id = $2)
     order by b.removed_at limit $1 for update of b skip locked`,
    [limit, organization ?? null],
  )
  return rows.map(toBlob)
}

/** Only tombstones go: a blob that lives is left, whoever names it. */
export async function forgetBlobs(work: UnitOfWork, blobs: readonly string[]): Promise<void> {
  await work.query('delete from blob where id = any($1::uuid[]) and removed_at is not null', [blobs])
}
