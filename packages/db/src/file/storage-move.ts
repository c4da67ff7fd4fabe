import type { UnitOfWork } from '../work/contract.ts'
import { type BlobRow, blobColumns, mayComeToLife, type StoredBlob, toBlob } from './blob.ts'

/** An organization's bytes on their way to another provider, and how far they are. */
export interface StorageMove {
  readonly organization: string
  /** Where new bytes go from the beginning on, also when it is long finished. */
  readonly target: string
  readonly movedCount: number
  readonly movedBytes: number
  /** What still lies elsewhere. */
  readonly leftCount: number
  readonly leftBytes: number
  /** Why it does not come to its end. */
  readonly problem: string | null
  readonly startedAt: string
  readonly finishedAt: string | null
}

type Sum = 'movedCount' | 'movedBytes' | 'leftCount' | 'leftBytes'
type MoveRow = Omit<StorageMove, Sum> & Record<Sum, string | number>

const toMove = ({ movedCount, movedBytes, leftCount, leftBytes, ...row }: MoveRow): StorageMove => ({
  ...row,
  movedCount: Number(movedCount),
  movedBytes: Number(movedBytes),
  leftCount: Number(leftCount),
  leftBytes: Number(leftBytes),
})

/**
 * Bytes that lie elsewhere than they should, those that have not wholly arrived included. Of small ones under way there is but a note,
 * which is counted as long as it may come to life; the old place of a blob that was moved never does.
 */
const elsewhere = `b.organization_id = m.organization_id and b.storage_provider <> m.target
  and (b.removed_at is null or (b.sha256 is null and ${mayComeToLife('b')}))`

const moves = `select m.organization_id as organization, m.target, m.moved_count as "movedCount", m.moved_bytes as "movedBytes",
    m.problem, m.started_at as "startedAt", m.finished_at as "finishedAt", l.count as "leftCount", l.bytes as "leftBytes"
  from storage_move m, lateral (select count(*) as count, coalesce(sum(b.bytes), 0) as bytes from blob b where ${elsewhere}) l`

/** The latest first; of one organization, or of all. */
export async function storageMoves(
  work: UnitOfWork,
  { organization, limit }: { readonly organization?: string | undefined; readonly limit: number },
): Promise<StorageMove[]> {
  const rows = await work.query<MoveRow>(
    `${moves} where $1::uuid is null or m.organization_id = $1 order by m.started_at desc, m.organization_id limit $2`,
    [organization ?? null, limit],
  )
  return rows.map(toMove)
}

/** Begins a move, or turns one that is under way to another target. Whoever works on it hears that by the lease, which ends. */
export async function beginStorageMove(work: UnitOfWork, organization: string, target: string): Promise<void> {
  await work.query(
    `insert into storage_move (organization_id, target) values ($1, $2)
     on conflict (organization_id) do update set target = excluded.target, moved_count = 0, moved_bytes = 0, problem = null,
       lease_token = null, lease_until = null, started_at = now(), finished_at = null`,
    [organization, target],
  )
}

export interface MoveLease {
  readonly organization: string
  readonly target: string
  readonly token: string
}

/**
 * Takes one of the moves that nobody works on and that has something left. Finished ones are among them: an upload that began before
 * its move may have ended after it.
 */
export async function claimStorageMove(
  work: UnitOfWork,
  { token, seconds, except }: { readonly token: string; readonly seconds: number; readonly except: readonly string[] },
): Promise<MoveLease | null> {
  const [row] = await work.query<MoveLease>(
    `update storage_move set lease_token = $1, lease_until = now() + make_interval(secs => $2)
     where organization_id = (
       select m.organization_id from storage_move m
       where (m.lease_until is null or m.lease_until < now()) and m.organization_id <> all($3::uuid[])
         and (m.finished_at is null or exists (select from blob b where ${elsewhere}))
       order by m.started_at limit 1 for update skip locked)
     returning organization_id as organization, target, lease_token as token`,
    [token, seconds, except],
  )
  return row ?? null
}

/** False when the move is somebody else's by now, or goes elsewhere. */
export async function renewStorageMove(work: UnitOfWork, { organization, token }: MoveLease, seconds: number) {
  const rows = await work.query(
    `update storage_move set lease_until = now() + make_interval(secs => $3)
     where organization_id = $1 and lease_token = $2 returning 1`,
    [organization, token, seconds],
  )
  return rows.length > 0
}

/** Lets go of a move, which is finished when nothing lies elsewhere any more. Says whether it is. */
export async function leaveStorageMove(
  work: UnitOfWork,
  { organization, token }: MoveLease,
  problem: string | null,
): Promise<boolean> {
  const [row] = await work.query<{ isFinished: boolean }>(
    `update storage_move m set lease_token = null, lease_until = null, problem = $3,
       finished_at = case when exists (select from blob b where ${elsewhere}) then null else coalesce(m.finished_at, now()) end
     where m.organization_id = $1 and m.lease_token = $2 returning m.finished_at is not null as "isFinished"`,
    [organization, token, problem],
  )
  return row?.isFinished ?? false
}

/** Whole blobs that lie elsewhere, a page at a time. */
export async function blobsToMove(
  work: UnitOfWork,
  { organization, target }: MoveLease,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<StoredBlob[]> {
  const rows = await work.query<BlobRow>(
    `select ${blobColumns} from blob b
     where b.organization_id = $1 and b.storage_provider <> $2 and b.removed_at is null and b.bytes is not null
       and ($3::uuid is null or b.id > $3)
     order by b.id limit $4`,
    [organization, target, after, limit],
  )
  return rows.map(toBlob)
}

export interface MovedBlob {
  readonly blob: StoredBlob
  readonly target: string
}

/**
 * Notes where a copy is about to be written, as a tombstone that is due in a day: a copy that is never made use of is cleared away
 * by whoever clears away all others. Null while one that was never made use of is being cleared away.
 */
export async function announceCopy(
  work: UnitOfWork,
  { blob, target, id }: MovedBlob & { readonly id: string },
): Promise<string | null> {
  const [row] = await work.query<{ id: string }>(
    `insert into blob as b (id, organization_id, storage_provider, storage_key, derivatives, removed_at)
     values ($1, $2, $3, $4, $5::jsonb, now() + interval '1 day')
     on conflict (organization_id, storage_provider, storage_key) do update
       set removed_at = excluded.removed_at, derivatives = b.derivatives || excluded.derivatives
       where b.removed_at > now()
     returning b.id`,
    [id, blob.organization, target, blob.storageKey, JSON.stringify(blob.derivatives)],
  )
  return row?.id ?? null
}

/**
 * From here on the copy is the blob's place, and the tombstone names the old one, where readers that began before may stay for an
 * hour. False when the blob is not as it was when it was copied.
 */
export async function switchBlob(
  work: UnitOfWork,
  { blob, target, copy, etag }: MovedBlob & { readonly copy: string; readonly etag: string },
): Promise<boolean> {
  const [live] = await work.query(
    `select 1 from blob where id = $1 and storage_provider = $2 and storage_key = $3 and removed_at is null
       and sha256 = $4 and derivatives = $5::jsonb for update`,
    [blob.id, blob.storageProvider, blob.storageKey, blob.sha256, JSON.stringify(blob.derivatives)],
  )
  const [announced] = await work.query(
    'select 1 from blob where id = $1 and storage_provider = $2 and removed_at > now() for update',
    [copy, target],
  )
  if (!live || !announced) return false
  // The two change places one after the other: no two rows may name one place.
  await work.query(`update blob set storage_key = 'instead of ' || id where id = $1`, [copy])
  await work.query(`update blob set storage_provider = $2, etag = $3, missing_since = null where id = $1`, [
    blob.id,
    target,
    etag,
  ])
  await work.query(
    `update blob set storage_provider = $2, storage_key = $3, removed_at = now() + interval '1 hour' where id = $1`,
    [copy, blob.storageProvider, blob.storageKey],
  )
  return true
}

export async function countMoved(work: UnitOfWork, { organization, token }: MoveLease, bytes: number): Promise<void> {
  await work.query(
    `update storage_move set moved_count = moved_count + 1, moved_bytes = moved_bytes + $3
     where organization_id = $1 and lease_token = $2`,
    [organization, token, bytes],
  )
}
