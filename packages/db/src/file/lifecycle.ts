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

/** The live names in a folder that begin like this one, of files or of folders. */
export async function namesLike(
  work: UnitOfWork,
  of: 'file' | 'folder',
  { organization, folder, stem }: FolderPlace & { readonly stem: string },
): Promise<ReadonlySet<string>> {
  const [name, place] = of === 'file' ? ['original_filename', 'folder_id'] : ['name', 'parent_id']
  const rows = await work.query<{ name: string }>(
    `select ${name} as name from ${of} where organization_id = $1 and deleted_at is null
       and ${folder === null ? `${place} is null` : `${place} = $3`} and starts_with(${name} collate "C", $2)`,
    folder === null ? [organization, stem] : [organization, stem, folder],
  )
  return new Set(rows.map((row) => row.name))
}
