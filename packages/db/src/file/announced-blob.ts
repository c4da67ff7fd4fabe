import { isDomainError } from '@groundwork/domain'
import pg from 'pg'
import { asSystem, type Database, type UnitOfWork } from '../work/contract.ts'
import { GatheredWrites, type Intent } from '../work/gathered-writes.ts'
import { type BlobPlace, mayComeToLife } from './blob.ts'
import type { BlobContent } from './blob-content.ts'
import { keepAtCommit } from './charge.ts'
import type { NewFileVersion } from './file-version.ts'

const system = asSystem('note where bytes are about to be written')

const withoutDisk = `select set_config('synchronous_commit', 'off', true)`

const announcements = new WeakMap<Database, GatheredWrites<BlobPlace>>()

/**
 * Notes where bytes are about to be written, as a tombstone that is due in a day: what never becomes a file is cleared away by whoever
 * clears away all others. What an organization announces at the same time is one commit, made when the first of them has to be sure; others
 * have their own, for a note waits for whoever is changing the organization itself.
 */
export function announceBlob(database: Database, place: BlobPlace): Intent {
  const known = announcements.get(database)
  const writes = known ?? new GatheredWrites<BlobPlace>((places) => noteTogether(database, places))
  if (!known) announcements.set(database, writes)
  return writes.intend(place.organization, place)
}

const noteTogether = (database: Database, places: readonly BlobPlace[]) =>
  database.withUnitOfWork(system, async (work) => insertAnnounced(work, places))

/**
 * Nobody waits for the disk: a killed process of ours loses nothing of it, and whatever relies on it is committed behind it. Where Postgres
 * itself dies in that half second, by a crash, with its machine or by a failover, a note may be lost: its upload is then refused, and
 * whoever of us dies as well leaves bytes that no row names, which the nightly check finds.
 */
function insertAnnounced(work: UnitOfWork, places: readonly BlobPlace[]): void {
  work.atCommit(withoutDisk)
  work.atCommit(
    `insert into blob (id, organization_id, storage_provider, storage_key, removed_at)
     select *, now() + interval '1 day' from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])`,
    [
      places.map(({ id }) => id),
      places.map(({ organization }) => organization),
      places.map(({ storageProvider }) => storageProvider),
      places.map(({ storageKey }) => storageKey),
    ],
  )
}

export interface SmallVersion {
  /** Stored already, and the first of its file. */
  readonly version: Omit<NewFileVersion, 'number' | 'status' | 'restoredFrom' | 'reservedBytes' | 'lease'>
  readonly content: BlobContent
}

/**
 * As the transaction commits, the quota is charged, the announced blob comes to life with all of its bytes, and the version is made
 * of it: everybody else waits for the quota's row no longer than that, and not for the disk either. So nobody may be told of the
 * version before `untilOnDisk`.
 *
 * @throws DomainError quota_exceeded, upload_interrupted where the note is gone, due or too old, or what `isContentKnown` knows, then
 */
export function keepSmallAtCommit(work: UnitOfWork, { version, content }: SmallVersion): void {
  const { id, organization, file, blob, fileName, mimeType, kind, createdBy } = version
  const { bytes, sha256, etag } = content
  work.atCommit(withoutDisk)
  keepAtCommit(work, { organization, keep: bytes })
  work.atCommit(
    `with kept as (
       update blob set removed_at = null, bytes = $9, sha256 = $10, etag = $11
       where organization_id = $2 and id = $4 and ${mayComeToLife('blob')} returning id)
     insert into file_version (id, organization_id, file_id, number, blob_id, file_name, mime_type, kind, status, created_by_id)
     values ($1, $2, $3, 1, (select id from kept), $5, $6, $7, 'stored', $8)`,
    [id, organization, file, blob, fileName, mimeType, kind, createdBy, bytes, sha256, etag],
  )
}

/** From now on the blob does not come to life, if it has not yet: whoever is about to bring it to life is waited for. */
export async function expireAnnounced(work: UnitOfWork, blob: string): Promise<void> {
  await work.query('update blob set removed_at = least(removed_at, now()) where id = $1 and removed_at is not null', [
    blob,
  ])
}

/** The organization has equal bytes, which the version is to be made of instead. */
export const isContentKnown = (error: unknown): boolean =>
  isDomainError(error) && error.cause instanceof pg.DatabaseError && error.cause.constraint === 'blob_content_key'
