import type { UnitOfWork } from '../work/contract.ts'

/** A name that came through a link, and below which folder it was said. */
export interface NamedThroughLink {
  readonly organization: string
  readonly link: string
  readonly parent: string
  readonly name: string
}

/**
 * The folder that was made for a name that came through a link, if it still stands where it was made. One that was shared or
 * linked by itself since is another place: whoever reads there was promised nothing of what strangers bring.
 */
export async function folderThroughLink(
  work: UnitOfWork,
  { organization, link, parent, name }: NamedThroughLink,
): Promise<string | null> {
  const [row] = await work.query<{ id: string }>(
    `select f.id from link_folder m join folder f on f.organization_id = m.organization_id and f.id = m.folder_id
     where m.organization_id = $1 and m.link_id = $2 and m.parent_id = $3 and m.name = $4
       and f.parent_id = m.parent_id and f.deleted_at is null
       and not exists (select from file_share s where s.folder_id = f.id)
       and not exists (select from file_link l where l.folder_id = f.id and l.revoked_at is null)`,
    [organization, link, parent, name],
  )
  return row?.id ?? null
}

/** From now on this folder is meant by the name. */
export async function keepFolderThroughLink(
  work: UnitOfWork,
  { organization, link, parent, name, folder }: NamedThroughLink & { readonly folder: string },
): Promise<void> {
  await work.query(
    `insert into link_folder (organization_id, link_id, parent_id, name, folder_id) values ($1, $2, $3, $4, $5)
     on conflict (organization_id, link_id, parent_id, name) do update set folder_id = excluded.folder_id, created_at = now()`,
    [organization, link, parent, name, folder],
  )
}

export interface FoldersThroughLinks {
  /** Through this link, as long as there is one. */
  readonly ofLink: number
  /** Through it since that moment. */
  readonly ofLinkLately: number
  /** Through every link of the organization since then. */
  readonly ofAllLately: number
}

/** How many folders have been made by strangers. */
export async function countFoldersThroughLinks(
  work: UnitOfWork,
  { organization, link, since }: Pick<NamedThroughLink, 'organization' | 'link'> & { readonly since: Date },
): Promise<FoldersThroughLinks> {
  const [row] = await work.query<FoldersThroughLinks>(
    `select (select count(*)::int from link_folder where organization_id = $1 and link_id = $2) as "ofLink",
       count(*) filter (where link_id = $2)::int as "ofLinkLately", count(*)::int as "ofAllLately"
     from link_folder where organization_id = $1 and created_at > $3`,
    [organization, link, since],
  )
  return row ?? { ofLink: 0, ofLinkLately: 0, ofAllLately: 0 }
}

/** How deep a live folder lies, the top being 0; null for one that is in the trash. */
export async function depthOfFolder(work: UnitOfWork, id: string): Promise<number | null> {
  const [row] = await work.query<{ depth: number }>('select depth from folder where id = $1 and deleted_at is null', [
    id,
  ])
  return row?.depth ?? null
}
