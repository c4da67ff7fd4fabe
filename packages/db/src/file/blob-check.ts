import type { UnitOfWork } from '../work/contract.ts'
import { type BlobRow, blobColumns, type StoredBlob, toBlob } from './blob.ts'

/** What is under a provider's key, as its listing says. */
export interface KeyQuestion {
  readonly key: string
  /** Whose bytes they are, as the key says. */
  readonly organization: string
}

export interface KeyAnswer {
  readonly key: string
  /** Whether a row names it. */
  readonly isNamed: boolean
  /** Whether this database knows the organization at all. */
  readonly isOurs: boolean
}

/** Which of these keys a row names: a blob of this provider, one of its derivatives, or an upload that is under way. */
export function namedKeys(work: UnitOfWork, provider: string, questions: readonly KeyQuestion[]): Promise<KeyAnswer[]> {
  return work.query<KeyAnswer>(
    `select k.key, exists (select from organization o where o.id = k.home) as "isOurs",
       exists (select from blob b where b.organization_id = k.home and b.storage_key = split_part(k.key, '!', 1)
           and b.storage_provider = $3
           and (b.storage_key = k.key or exists (select from jsonb_each_text(b.derivatives) d where d.value = k.key)))
         or exists (select from upload_session s where s.organization_id = k.home and s.storage_key = k.key) as "isNamed"
     from unnest($1::text[], $2::uuid[]) as k(key, home)`,
    [questions.map(({ key }) => key), questions.map(({ organization }) => organization), provider],
  )
}

/** The uploads of these organizations that come in several goes: what fills no part yet lies under keys that follow from their ids. */
export async function sessionsOf(
  work: UnitOfWork,
  organizations: readonly string[],
): Promise<{ readonly id: string; readonly organization: string }[]> {
  return work.query(
    'select id, organization_id as organization from upload_session where organization_id = any($1::uuid[])',
    [organizations],
  )
}

/** Live blobs whose bytes arrived before a moment, a page at a time. */
export async function blobsToCheck(
  work: UnitOfWork,
  { after, before, limit }: { readonly after: string | null; readonly before: Date; readonly limit: number },
): Promise<StoredBlob[]> {
  const rows = await work.query<BlobRow>(
    `select ${blobColumns} from blob b
     where b.removed_at is null and b.sha256 is not null and b.created_at < $2 and ($1::uuid is null or b.id > $1)
     order by b.id limit $3`,
    [after, before, limit],
  )
  return rows.map(toBlob)
}

/** The blob as it is now, locked until the transaction ends; null when it is gone or lies elsewhere since. */
export async function blobStill(
  work: UnitOfWork,
  { id, storageKey, storageProvider }: Pick<StoredBlob, 'id' | 'storageKey' | 'storageProvider'>,
): Promise<StoredBlob | null> {
  const [row] = await work.query<BlobRow>(
    `select ${blobColumns} from blob b
     where b.id = $1 and b.storage_key = $2 and b.storage_provider = $3 and b.removed_at is null for update`,
    [id, storageKey, storageProvider],
  )
  return row ? toBlob(row) : null
}

/** No equal bytes are given up for these any more, until they are there again. */
export async function markBlobMissing(work: UnitOfWork, blob: string): Promise<void> {
  await work.query('update blob set missing_since = coalesce(missing_since, now()) where id = $1', [blob])
}

/** Somebody has read all of the bytes, and they are those that were received. */
export async function markBlobFound(work: UnitOfWork, blob: string, etag: string): Promise<void> {
  await work.query('update blob set missing_since = null, etag = $2 where id = $1', [blob, etag])
}

/** What was made of the bytes is lost in part: all of it is to be made again. */
export async function forgetDerivatives(work: UnitOfWork, blob: string): Promise<void> {
  await work.query(`update blob set derivatives = '{}', derived_at = null where id = $1`, [blob])
}

/** What should have been cleared away long ago. */
export interface LeftOver {
  readonly id: string
  readonly organization: string
  readonly bytes: number
}

export type LeftOverKind = 'upload' | 'reservation' | 'session' | 'tombstone'

const leftOvers: Readonly<Record<LeftOverKind, string>> = {
  upload: `select id, organization_id, reserved_bytes as bytes from file_version
    where status in ('receiving', 'failed') and lease_until < $1`,
  reservation: `select id, organization_id, reserved_bytes as bytes from file_version
    where reserved_bytes > 0 and (status not in ('receiving', 'failed') or lease_until is null) and created_at < $1`,
  session: `select id, organization_id, reserved_bytes as bytes from upload_session where expires_at < $1`,
  tombstone: `select id, organization_id, coalesce(bytes, 0) as bytes from blob where removed_at < $1`,
}

/** Of one kind, a page at a time. */
export async function leftOver(
  work: UnitOfWork,
  kind: LeftOverKind,
  { after, before, limit }: { readonly after: string | null; readonly before: Date; readonly limit: number },
): Promise<LeftOver[]> {
  const rows = await work.query<{ id: string; organization: string; bytes: string | number }>(
    `select id, organization_id as organization, bytes from (${leftOvers[kind]}) as l
     where $2::uuid is null or id > $2 order by id limit $3`,
    [before, after, limit],
  )
  return rows.map(({ bytes, ...row }) => ({ ...row, bytes: Number(bytes) }))
}

/** Gives back what is set aside for a version that needs it no more. */
export async function dropReservation(work: UnitOfWork, version: string): Promise<void> {
  await work.query(
    `update file_version set reserved_bytes = 0 where id = $1 and (status not in ('receiving', 'failed') or lease_until is null)`,
    [version],
  )
}

/** An organization whose sums are not those of what it keeps. */
export interface SumDrift {
  readonly organization: string
  readonly used: Sums
  readonly reserved: Sums
  readonly subtreeUsed: Sums
  readonly subtreeReserved: Sums
}

interface Sums {
  readonly stands: number
  readonly counted: number
}

/**
 * Counts every tree of organizations anew without changing anything. A page of trees; `next` is where the following one begins,
 * null after the last.
 */
export async function driftBelow(
  work: UnitOfWork,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<{ readonly drifts: SumDrift[]; readonly next: string | null }> {
  const roots = await work.query<{ id: string; path: string }>(
    `select id, path from organization where parent_id is null and ($1::uuid is null or id > $1) order by id limit $2`,
    [after, limit],
  )
  const rows = await work.query<Record<(typeof sums)[number], string | number> & { id: string }>(driftText, [
    roots.map(({ path }) => path),
  ])
  const pair = (row: (typeof rows)[number], name: (typeof names)[number]) => ({
    stands: Number(row[`${name}_stands`]),
    counted: Number(row[`${name}_counted`]),
  })
  return {
    drifts: rows.map((row) => ({
      organization: row.id,
      used: pair(row, 'used'),
      reserved: pair(row, 'reserved'),
      subtreeUsed: pair(row, 'subtree_used'),
      subtreeReserved: pair(row, 'subtree_reserved'),
    })),
    next: roots.length === limit ? (roots.at(-1)?.id ?? null) : null,
  }
}

const names = ['used', 'reserved', 'subtree_used', 'subtree_reserved'] as const
const sums = names.flatMap((name) => [`${name}_stands`, `${name}_counted`] as const)

const driftText = `with home as (
    select o.id, o.path from organization o where exists (select from unnest($1::text[]) top where starts_with(o.path, top))),
  own as (
    select h.id, h.path,
      (select coalesce(sum(b.bytes), 0) from blob b where b.organization_id = h.id and b.removed_at is null) as used,
      (select coalesce(sum(v.reserved_bytes), 0) from file_version v where v.organization_id = h.id and v.reserved_bytes > 0)
        + (select coalesce(sum(s.reserved_bytes), 0) from upload_session s where s.organization_id = h.id) as reserved
    from home h),
  counted as (
    select above.id, above.used, above.reserved, sum(below.used) as subtree_used, sum(below.reserved) as subtree_reserved
    from own above join own below on starts_with(below.path, above.path)
    group by above.id, above.used, above.reserved)
  select c.id, ${names
    .map((name) => `coalesce(q.${columnOf(name)}, 0) as ${name}_stands, c.${name} as ${name}_counted`)
    .join(', ')}
  from counted c left join storage_quota q on q.organization_id = c.id
  where (${names.map((name) => `coalesce(q.${columnOf(name)}, 0)`).join(', ')})
    is distinct from (${names.map((name) => `c.${name}`).join(', ')}) order by c.id`

function columnOf(name: string): string {
  return `${name}_bytes`
}
