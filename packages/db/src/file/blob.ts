import { type JsonObject, uploadInterrupted } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** What a scanner said of bytes. Nothing but `clean` lets them out. */
export type BlobVerdict = 'clean' | 'infected' | 'unscannable'

/** Bytes, kept once for each organization, and what is known of exactly these. */
export interface StoredBlob {
  readonly id: string
  readonly organization: string
  readonly storageProvider: string
  readonly storageKey: string
  /** Null, like the hash, until all of them have arrived. */
  readonly bytes: number | null
  readonly sha256: string | null
  readonly etag: string | null
  readonly scanEngine: string | null
  readonly scanSignatures: string | null
  readonly scanVerdict: BlobVerdict | null
  readonly scanResult: string | null
  /** Let out in spite of its verdict, by somebody who may or by the organization's rules. */
  readonly isReleased: boolean
  /** Null where it was the rules, or nobody. */
  readonly releasedBy: string | null
  /** Storage keys by name. */
  readonly derivatives: Readonly<Record<string, string>>
  readonly isDerived: boolean
  /** When something was made of it last. */
  readonly derivedAt: string | null
  readonly properties: JsonObject
  /** Somebody has looked for them in vain, or has found others. */
  readonly isMissing: boolean
  /** No version names them any more: they are to be removed. */
  readonly isRemoved: boolean
}

export interface BlobRow {
  blob_id: string
  blob_organization_id: string
  storage_provider: string
  storage_key: string
  bytes: string | number | null
  sha256: string | null
  etag: string | null
  scan_engine: string | null
  scan_signatures: string | null
  scan_verdict: BlobVerdict | null
  scan_result: string | null
  is_released: boolean
  released_by_id: string | null
  derivatives: Record<string, string>
  derived_at: string | null
  properties: JsonObject
  is_missing: boolean
  is_removed: boolean
}

/** The columns of a blob that stands as `b` in a statement. */
export const blobColumns = `b.id as blob_id, b.organization_id as blob_organization_id, b.storage_provider, b.storage_key, b.bytes,
  b.sha256, b.etag, b.scan_engine, b.scan_signatures, b.scan_verdict, b.scan_result,
  b.released_at is not null as is_released, b.released_by_id, b.derivatives, b.derived_at, b.properties,
  b.missing_since is not null as is_missing, b.removed_at is not null as is_removed`

export const toBlob = (row: BlobRow): StoredBlob => ({
  id: row.blob_id,
  organization: row.blob_organization_id,
  storageProvider: row.storage_provider,
  storageKey: row.storage_key,
  bytes: row.bytes === null ? null : Number(row.bytes),
  sha256: row.sha256,
  etag: row.etag,
  scanEngine: row.scan_engine,
  scanSignatures: row.scan_signatures,
  scanVerdict: row.scan_verdict,
  scanResult: row.scan_result,
  isReleased: row.is_released,
  releasedBy: row.released_by_id,
  derivatives: row.derivatives,
  isDerived: row.derived_at !== null,
  derivedAt: row.derived_at,
  properties: row.properties,
  isMissing: row.is_missing,
  isRemoved: row.is_removed,
})

export type BlobPlace = Pick<StoredBlob, 'id' | 'organization' | 'storageProvider' | 'storageKey'>

/**
 * An announced blob that may still come to life. Its note is due in a day, and no upload of its kind takes two hours: one hour is what
 * is waited for its bytes. What an upload that was killed has left is thus known for dead long before it is cleared away.
 */
export const mayComeToLife = (blob: string) => `${blob}.removed_at > now() + interval '22 hours'`

/**
 * Before the first byte is written, so that whoever clears up knows where to look. One that was announced comes to life.
 *
 * @throws DomainError upload_interrupted where it is due, or was announced too long ago
 */
export async function insertBlob(work: UnitOfWork, blob: BlobPlace): Promise<void> {
  const rows = await work.query(
    `insert into blob (id, organization_id, storage_provider, storage_key) values ($1, $2, $3, $4)
     on conflict (id) do update set removed_at = null where ${mayComeToLife('blob')} returning id`,
    [blob.id, blob.organization, blob.storageProvider, blob.storageKey],
  )
  if (!rows.length) throw uploadInterrupted()
}

/** Held until the work ends; null when it is gone, or is to go. */
export async function lockLiveBlob(work: UnitOfWork, blob: string): Promise<StoredBlob | null> {
  const [row] = await work.query<BlobRow>(
    `select ${blobColumns} from blob b where b.id = $1 and b.removed_at is null for update of b`,
    [blob],
  )
  return row ? toBlob(row) : null
}

/** Null when it is gone. A tombstone is found as well. */
export async function findBlob(work: UnitOfWork, blob: string): Promise<StoredBlob | null> {
  const [row] = await work.query<BlobRow>(`select ${blobColumns} from blob b where b.id = $1`, [blob])
  return row ? toBlob(row) : null
}

/** Who lets bytes out in spite of what was found, and why. Nobody in person where rules do. */
export interface BlobRelease {
  readonly by: string | null
  readonly reason: string
}

export interface BlobVerdictGiven {
  readonly verdict: BlobVerdict
  readonly engine: string
  /** Which signatures it knew. */
  readonly signatures: string | null
  readonly result: string
  /** `keep`: whoever released them did so knowing this very verdict. Null ends a release. */
  readonly release: BlobRelease | 'keep' | null
}

export async function setBlobVerdict(
  work: UnitOfWork,
  blob: string,
  { verdict, engine, signatures, result, release }: BlobVerdictGiven,
): Promise<void> {
  const given = [blob, verdict, engine, signatures, result]
  const text = `update blob set scan_verdict = $2, scan_engine = $3, scan_signatures = $4, scan_result = $5, scanned_at = now()`
  if (release === 'keep') await work.query(`${text} where id = $1`, given)
  else
    await work.query(`${text}, ${releaseText('$6', '$7')} where id = $1`, [
      ...given,
      release?.by ?? null,
      release?.reason ?? null,
    ])
}

const releaseText = (by: string, reason: string) =>
  `released_at = case when ${reason}::text is null then null else now() end, released_by_id = ${by}, release_reason = ${reason}`

/** Lets bytes out in spite of their verdict, or no longer. */
export async function releaseBlob(work: UnitOfWork, blob: string, release: BlobRelease | null): Promise<void> {
  await work.query(`update blob set ${releaseText('$2', '$3')} where id = $1`, [
    blob,
    release?.by ?? null,
    release?.reason ?? null,
  ])
}

export interface BlobDerivatives {
  /** Storage keys by name. */
  readonly derivatives: Readonly<Record<string, string>>
  readonly properties: JsonObject
}

/** What was made of the bytes, and what they say of themselves. Added to what there is already. */
export async function setDerivatives(
  work: UnitOfWork,
  blob: string,
  { derivatives, properties }: BlobDerivatives,
): Promise<void> {
  await work.query(
    `update blob set derivatives = derivatives || $2::jsonb, properties = properties || $3::jsonb, derived_at = now() where id = $1`,
    [blob, JSON.stringify(derivatives), JSON.stringify(properties)],
  )
}
