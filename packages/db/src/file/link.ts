import type { LinkKind } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** A link as it is kept. The token itself is nowhere: only whoever made the link has seen it. */
export interface LinkRow {
  readonly id: string
  readonly organization: string
  readonly file: string | null
  readonly folder: string | null
  /** What it leads to, as it is called now. */
  readonly target: string
  readonly kind: LinkKind
  readonly name: string | null
  readonly passwordHash: string | null
  readonly expiresAt: string | null
  readonly downloadLimit: number | null
  readonly downloadCount: number
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  readonly createdBy: string
  readonly createdByUsername: string
  readonly createdAt: string
}

const selectLink = `select l.id, l.organization_id as organization, l.file_id as file, l.folder_id as folder,
    coalesce(f.original_filename, d.name) as target, l.kind, l.name, l.password_hash as "passwordHash",
    l.expires_at as "expiresAt", l.download_limit as "downloadLimit", l.download_count as "downloadCount",
    l.last_used_at as "lastUsedAt", l.revoked_at as "revokedAt",
    l.created_by_id as "createdBy", maker.username as "createdByUsername", l.created_at as "createdAt"
  from file_link l
  left join file f on f.organization_id = l.organization_id and f.id = l.file_id
  left join folder d on d.organization_id = l.organization_id and d.id = l.folder_id
  join app_user maker on maker.id = l.created_by_id`

export interface NewLinkRow {
  readonly id: string
  readonly organization: string
  readonly file: string | null
  readonly folder: string | null
  readonly kind: LinkKind
  readonly name: string | null
  readonly tokenHash: string
  readonly passwordHash: string | null
  readonly expiresAt: string | null
  readonly downloadLimit: number | null
  readonly createdBy: string
}

export async function insertLink(work: UnitOfWork, link: NewLinkRow): Promise<void> {
  await work.query(
    `insert into file_link (id, organization_id, file_id, folder_id, kind, name, token_hash, password_hash, expires_at, download_limit, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      link.id,
      link.organization,
      link.file,
      link.folder,
      link.kind,
      link.name,
      link.tokenHash,
      link.passwordHash,
      link.expiresAt,
      link.downloadLimit,
      link.createdBy,
    ],
  )
}

export async function findLinkByToken(work: UnitOfWork, tokenHash: string): Promise<LinkRow | null> {
  const [row] = await work.query<LinkRow>(`${selectLink} where l.token_hash = $1`, [tokenHash])
  return row ?? null
}

/** Locked, for a change that follows. */
export async function findLink(work: UnitOfWork, id: string): Promise<LinkRow | null> {
  const [row] = await work.query<LinkRow>(`${selectLink} where l.id = $1 for update of l`, [id])
  return row ?? null
}

/** As it stands now, not locked: whoever has made folders through it, and waits for a quota, keeps it from being locked whole. */
export async function seeLink(work: UnitOfWork, id: string): Promise<LinkRow | null> {
  const [row] = await work.query<LinkRow>(`${selectLink} where l.id = $1`, [id])
  return row ?? null
}

/** Every link of a file or folder, those that have ended included: nothing that was once open is hidden from its owner. */
export function linksOn(
  work: UnitOfWork,
  { organization, file, folder }: Pick<NewLinkRow, 'organization'> & Partial<Pick<NewLinkRow, 'file' | 'folder'>>,
): Promise<LinkRow[]> {
  return work.query<LinkRow>(
    `${selectLink} where l.organization_id = $1 and (l.file_id = $2 or l.folder_id = $3) order by l.created_at desc, l.id desc`,
    [organization, file ?? null, folder ?? null],
  )
}

/** The links that lead to a file: its own, and those of every folder that it lies in. */
export function linksReaching(work: UnitOfWork, file: string): Promise<LinkRow[]> {
  return work.query<LinkRow>(
    `with above as (
       select string_to_array(trim('/' from own.path), '/')::uuid[] as folders
       from file place join folder own on own.organization_id = place.organization_id and own.id = place.folder_id
       where place.id = $1
     )
     ${selectLink} where l.file_id = $1 or l.folder_id = any ((select folders from above)::uuid[])
     order by l.created_at desc, l.id desc`,
    [file],
  )
}

export async function changeLink(
  work: UnitOfWork,
  id: string,
  {
    name,
    passwordHash,
    expiresAt,
    downloadLimit,
  }: Pick<LinkRow, 'name' | 'passwordHash' | 'expiresAt' | 'downloadLimit'>,
): Promise<void> {
  await work.query(
    'update file_link set name = $2, password_hash = $3, expires_at = $4, download_limit = $5 where id = $1',
    [id, name, passwordHash, expiresAt, downloadLimit],
  )
}

export async function revokeLink(work: UnitOfWork, id: string): Promise<void> {
  await work.query('update file_link set revoked_at = now() where id = $1 and revoked_at is null', [id])
}

/** Counts one download, if the link has one left: of any number at the same moment no more get through than it says. */
export async function takeDownload(work: UnitOfWork, id: string): Promise<boolean> {
  const rows = await work.query(
    `update file_link set download_count = download_count + 1, last_used_at = now()
     where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())
       and (download_limit is null or download_count < download_limit) returning id`,
    [id],
  )
  return rows.length > 0
}

/** Takes back what `takeDownload` counted for something that did not come to pass. */
export async function returnDownload(work: UnitOfWork, id: string): Promise<void> {
  await work.query('update file_link set download_count = download_count - 1 where id = $1 and download_count > 0', [
    id,
  ])
}

/** Noted at most once a minute: a folder that is looked through would otherwise write with every look. */
export async function noteLinkUse(work: UnitOfWork, id: string): Promise<void> {
  await work.query(
    `update file_link set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  )
}

/** Whether a file or folder lies in a folder now, at whatever depth, and none of them is deleted. The folder lies in itself. */
export async function isInFolder(
  work: UnitOfWork,
  top: string,
  { file, folder }: { readonly file?: string | undefined; readonly folder?: string | undefined },
): Promise<boolean> {
  const rows = await work.query(
    `select 1 from folder top
     join folder place on place.organization_id = top.organization_id and starts_with(place.path, top.path)
     where top.id = $1 and top.deleted_at is null and place.deleted_at is null
       and place.id = coalesce($2::uuid, (select f.folder_id from file f
         where f.id = $3 and f.organization_id = top.organization_id and f.deleted_at is null))`,
    [top, folder ?? null, file ?? null],
  )
  return rows.length > 0
}

/** One use of a link, as the audit trail tells it. */
export interface LinkUse {
  readonly id: string
  readonly createdAt: string
  readonly action: string
  readonly objectRepr: string
  readonly ip: string | null
  readonly userAgent: string | null
  readonly success: boolean
}

/** What was done with a link, the newest first. */
export function usesOfLink(work: UnitOfWork, link: Pick<LinkRow, 'id' | 'organization' | 'createdAt'>, limit: number) {
  return work.query<LinkUse>(
    `select id, created_at as "createdAt", action_type as action, object_repr as "objectRepr", context->>'ip' as ip,
       context->>'userAgent' as "userAgent", coalesce(context->>'success', 'true') <> 'false' as success
     from audit_entry where organization_id = $1 and context->>'link' = $2 and created_at >= $3
     order by created_at desc, id desc limit $4`,
    [link.organization, link.id, link.createdAt, limit],
  )
}
