import { Folder, type SharePermission, StoredFile } from '@groundwork/domain'
import { isPossibleKey } from '../query/compile-get.ts'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'
import { rolesOf } from './roles-held.ts'

/** A share as it is kept, with the names that people know it by. */
export interface ShareRow {
  readonly id: string
  readonly organization: string
  readonly file: string | null
  readonly folder: string | null
  /** What it is about, as it is called now. */
  readonly name: string
  readonly user: string | null
  readonly username: string | null
  readonly role: string | null
  readonly roleSlug: string | null
  readonly roleName: string | null
  readonly permission: SharePermission
  readonly canReshare: boolean
  readonly expiresAt: string | null
  readonly createdBy: string
  readonly createdByUsername: string
  readonly createdAt: string
}

const selectShare = `select s.id, s.organization_id as organization, s.file_id as file, s.folder_id as folder,
    coalesce(f.original_filename, d.name) as name, s.user_id as "user", person.username,
    s.role_id as role, r.slug as "roleSlug", r.name as "roleName", s.permission, s.can_reshare as "canReshare",
    s.expires_at as "expiresAt", s.created_by_id as "createdBy", giver.username as "createdByUsername",
    s.created_at as "createdAt"
  from file_share s
  left join file f on f.organization_id = s.organization_id and f.id = s.file_id
  left join folder d on d.organization_id = s.organization_id and d.id = s.folder_id
  left join app_user person on person.id = s.user_id
  left join role r on r.id = s.role_id
  join app_user giver on giver.id = s.created_by_id`

/** A file or a folder of one organization. */
export interface SharedSubject {
  readonly organization: string
  readonly file?: string | undefined
  readonly folder?: string | undefined
}

export interface NewShareRow extends SharedSubject {
  readonly id: string
  readonly user: string | null
  readonly role: string | null
  readonly permission: SharePermission
  readonly canReshare: boolean
  readonly expiresAt: string | null
  readonly createdBy: string
}

/** @throws DomainError conflict when it is shared with them already */
export async function insertShare(work: UnitOfWork, share: NewShareRow): Promise<void> {
  await work.query(
    `insert into file_share (id, organization_id, file_id, folder_id, user_id, role_id, permission, can_reshare, expires_at, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      share.id,
      share.organization,
      share.file ?? null,
      share.folder ?? null,
      share.user,
      share.role,
      share.permission,
      share.canReshare,
      share.expiresAt,
      share.createdBy,
    ],
  )
}

export async function changeShare(
  work: UnitOfWork,
  id: string,
  {
    permission,
    canReshare,
    expiresAt,
    createdBy,
  }: Pick<ShareRow, 'permission' | 'canReshare' | 'expiresAt' | 'createdBy'>,
): Promise<void> {
  await work.query(
    `update file_share set permission = $2, can_reshare = $3, expires_at = $4, created_by_id = $5, end_told_at = null
     where id = $1`,
    [id, permission, canReshare, expiresAt, createdBy],
  )
}

export async function deleteShare(work: UnitOfWork, id: string): Promise<void> {
  await work.query('delete from file_share where id = $1', [id])
}

/** Shares whose time is over, each once, until it gets another one. By the clock of the database, as their lists are. */
export function takeEndedShares(
  work: UnitOfWork,
  limit: number,
): Promise<Pick<ShareRow, 'id' | 'organization' | 'user' | 'role'>[]> {
  return work.query(
    `update file_share set end_told_at = now() where id in (
       select id from file_share where expires_at <= now() and end_told_at is null order by expires_at limit $1 for update skip locked)
     returning id, organization_id as organization, user_id as "user", role_id as role`,
    [limit],
  )
}

/** Locked, for a change that follows. */
export async function findShare(work: UnitOfWork, id: string): Promise<ShareRow | null> {
  const [row] = await work.query<ShareRow>(`${selectShare} where s.id = $1 for update of s`, [id])
  return row ?? null
}

/** The shares of one file or folder, not those of what is above it. */
export function sharesOn(work: UnitOfWork, { organization, file, folder }: SharedSubject): Promise<ShareRow[]> {
  return work.query<ShareRow>(
    `${selectShare} where s.organization_id = $1 and (s.file_id = $2 or s.folder_id = $3) order by s.created_at, s.id`,
    [organization, file ?? null, folder ?? null],
  )
}

/** The shares by which a file or folder of these organizations is reached: its own, and those of every folder that it lies in. */
export async function sharesReaching(
  work: UnitOfWork,
  { file, folder }: Omit<SharedSubject, 'organization'>,
  organizations: readonly string[] | 'all',
): Promise<ShareRow[]> {
  const key = file ?? folder
  if (key && !isPossibleKey(tableOf(file === undefined ? Folder : StoredFile), key)) return []
  return work.query<ShareRow>(
    `with place as (
       select organization_id, folder_id from file where id = $1
       union all select organization_id, id from folder where id = $2
     ), above as (
       select string_to_array(trim('/' from own.path), '/')::uuid[] as folders
       from place join folder own on own.organization_id = place.organization_id and own.id = place.folder_id
     )
     ${selectShare} where ($3::uuid[] is null or s.organization_id = any($3::uuid[]))
       and (s.file_id = $1 or s.folder_id = any ((select folders from above)::uuid[])) order by s.created_at, s.id`,
    [file ?? null, file === undefined ? (folder ?? null) : null, organizations === 'all' ? null : organizations],
  )
}

export interface HeldRole {
  readonly user: string
  readonly role: string
}

/** Which of these people hold which roles in an organization. */
export function rolesHeldIn(work: UnitOfWork, organization: string, people: readonly string[]): Promise<HeldRole[]> {
  return work.query<HeldRole>(
    `select distinct person.id as "user", held.role_id as role from unnest($2::uuid[]) as person(id)
     cross join lateral (${rolesOf('person.id', '$1')}) held`,
    [organization, people],
  )
}

/** Whether a user belongs to an organization now, there or from above. */
export async function isMemberOf(work: UnitOfWork, organization: string, user: string): Promise<boolean> {
  const rows = await work.query(
    `select 1 from app_user person where person.id = $2 and person.is_active and exists (${rolesOf('person.id', '$1')})`,
    [organization, user],
  )
  return rows.length > 0
}

/** Users who belong to an organization, there or from above, by name. */
export async function membersOf(work: UnitOfWork, organization: string, limit: number): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `select person.id from app_user person where person.is_active and exists (${rolesOf('person.id', '$1')})
     order by person.username limit $2`,
    [organization, limit],
  )
  return rows.map(({ id }) => id)
}
