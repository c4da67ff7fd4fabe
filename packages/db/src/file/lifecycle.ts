import type { UnitOfWork } from '../work/contract.ts'

/** Where a list of what is in the trash goes on. */
export interface TrashPlace {
  readonly deletedAt: string
  readonly id: string
}

/** A deleted file whose days in the trash may be over. */
export interface TrashedFile extends TrashPlace {
  readonly organization: string
  readonly system: string
  readonly objectType: string
  readonly createdAt: string
  readonly retainUntil: string | null
  /** What its organization says of trash and retention. */
  readonly rules: unknown
}

export interface TrashQuery {
  readonly after: TrashPlace | null
  readonly limit: number
  /** Days for organizations that say nothing of their own. */
  readonly trashDays: number
  readonly now: Date
}

const timeText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Deleted files that are past their days in the trash, oldest first. What is held or promised to stay is not among them. */
export function filesDueForPurge(
  work: UnitOfWork,
  { after, limit, trashDays, now }: TrashQuery,
): Promise<TrashedFile[]> {
  return work.query<TrashedFile>(
    `select f.id, f.organization_id as organization, f.system, f.object_type as "objectType", p.rules,
       ${timeText('f.deleted_at')} as "deletedAt", ${timeText('f.created_at')} as "createdAt",
       ${timeText('f.retain_until')} as "retainUntil"
     from file f left join storage_policy p on p.organization_id = f.organization_id
     where f.deleted_at is not null and f.status <> 'purged' and not f.legal_hold
       and f.deleted_at <= $1::timestamptz - make_interval(days => coalesce((p.rules->>'trashDays')::int, $2))
       and (f.retain_until is null or f.retain_until <= $1)
       and ($3::timestamptz is null or (f.deleted_at, f.id) > ($3, $4::uuid))
     order by f.deleted_at, f.id limit $5`,
    [now, trashDays, after?.deletedAt ?? null, after?.id ?? null, limit],
  )
}

export interface DeletedVersions {
  /** The blobs that they were made of. */
  readonly blobs: readonly string[]
  /** Bytes that were still set aside for them. */
  readonly reserved: number
}

/** All versions of a file go. What becomes of blobs and reservations is for the caller to settle. */
export async function deleteVersionsOf(work: UnitOfWork, file: string): Promise<DeletedVersions> {
  const rows = await work.query<{ blob_id: string; reserved_bytes: string | number }>(
    'delete from file_version where file_id = $1 returning blob_id, reserved_bytes',
    [file],
  )
  const reserved = rows.reduce((sum, { reserved_bytes }) => sum + Number(reserved_bytes), 0)
  return { blobs: [...new Set(rows.map(({ blob_id }) => blob_id))], reserved }
}

/** What people have tied to a file goes with it. */
export async function cutTies(work: UnitOfWork, file: string): Promise<void> {
  await Promise.all([
    work.query('delete from favourite where file_id = $1', [file]),
    work.query('delete from file_share where file_id = $1', [file]),
    work.query('delete from file_link where file_id = $1', [file]),
  ])
}

export interface DeletedFolder {
  readonly id: string
  readonly organization: string
  readonly name: string
}

/**
 * Deletes folders for good whose days in the trash are over and in which nothing is any more, the deepest first as it comes:
 * called until it finds none. `organization` narrows it to one, whatever the days.
 */
export function deleteEmptyFolders(
  work: UnitOfWork,
  {
    limit,
    trashDays,
    now,
    organization,
  }: { readonly limit: number; readonly trashDays: number; readonly now: Date; readonly organization?: string },
): Promise<DeletedFolder[]> {
  return work.query<DeletedFolder>(
    `delete from folder where id in (
       select d.id from folder d left join storage_policy p on p.organization_id = d.organization_id
       where d.deleted_at is not null and case when $4::uuid is null
           then d.deleted_at <= $1::timestamptz - make_interval(days => coalesce((p.rules->>'trashDays')::int, $2))
           else d.organization_id = $4::uuid end
         and not exists (select from folder c where c.organization_id = d.organization_id and c.parent_id = d.id)
         and not exists (select from file f where f.organization_id = d.organization_id and f.folder_id = d.id)
       order by d.id limit $3 for update of d skip locked)
     returning id, organization_id as organization, name`,
    [now, trashDays, limit, organization ?? null],
  )
}

/** Where something stands in the tree of folders; null is the top. */
export interface FolderPlace {
  readonly organization: string
  readonly folder: string | null
}

export interface WantedName extends FolderPlace {
  readonly name: string
  /** What stands before and behind a number. */
  readonly stem: string
  readonly suffix: string
}

/** Numbers of no more than six digits are known as such, and counted on from. */
const LARGEST_NUMBER = 2 ** 19

/**
 * With which number a name is free among the live files or folders of a place: 1 is the name as it is, null that it is taken with
 * as many as are looked at. One statement of some forty looks at most, however many there are: by doubling the number, then by halving
 * what lies between the last one taken and the first one free.
 */
export async function freeNumber(
  work: UnitOfWork,
  of: 'file' | 'folder',
  { organization, folder, name, stem, suffix }: WantedName,
): Promise<number | null> {
  const [column, place] = of === 'file' ? ['original_filename', 'folder_id'] : ['name', 'parent_id']
  const isTaken = (candidate: string) =>
    `exists (select from ${of} one where one.organization_id = $1 and one.deleted_at is null
       and one.${place} ${folder === null ? 'is null' : '= $5'} and one.${column} = ${candidate})`
  const isNumberTaken = (number: string) => isTaken(`$3::text || ' (' || ${number} || ')' || $4::text`)
  const [row] = await work.query<{ number: number | null }>(
    `with recursive doubled (number) as (
       select 2 union all select number * 2 from doubled where number < ${LARGEST_NUMBER} and ${isNumberTaken('number')}),
     halved (taken, free) as (
       select number / 2, number from (select max(number) as number from doubled) last where not ${isNumberTaken('number')}
       union all
       select case when is_taken then middle else taken end, case when is_taken then free else middle end
       from halved cross join lateral (select (taken + free) / 2 as middle) half
         cross join lateral (select ${isNumberTaken('middle')} as is_taken) look
       where free - taken > 1)
     select case when ${isTaken('$2')} then (select min(free) from halved) else 1 end as number`,
    [organization, name, stem, suffix, ...(folder === null ? [] : [folder])],
  )
  return row?.number ?? null
}

/**
 * Held until the transaction ends by whoever gives a file a name that is free in its place: of two who look for the same at once, the
 * second sees what the first has made of it. Names that are not alike wait for nobody.
 */
export async function holdFileName(work: UnitOfWork, place: HeldPlace): Promise<void> {
  await work.query('select pg_advisory_xact_lock(hashtextextended($1, 0))::text', [`file name ${heldName(place)}`])
}

type HeldPlace = Omit<WantedName, 'name'>

/** What is held: names that are alike in one place. At the top, places are told apart by their organization. */
export const heldName = ({ organization, folder, stem, suffix }: HeldPlace): string =>
  `${folder ?? organization} ${stem}${suffix}`
