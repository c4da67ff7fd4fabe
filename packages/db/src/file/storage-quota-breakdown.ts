import type { FileKind } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** What an organization's own bytes are of. Each blob counts once, for the file that it came with first, so the parts add up to the whole. */
export interface StorageBreakdown {
  readonly byKind: readonly { readonly kind: FileKind; readonly bytes: number; readonly count: number }[]
  readonly byFolder: readonly {
    /** Null at the top. */
    readonly folder: string | null
    readonly name: string | null
    readonly bytes: number
    readonly count: number
  }[]
  /** Whose own the files are, also where nobody is known to have uploaded them: what came through a link is its maker's. */
  readonly byOwner: readonly {
    readonly user: string | null
    readonly username: string | null
    readonly bytes: number
    readonly count: number
  }[]
  /** How much of it lies in the trash and would be freed by emptying it. */
  readonly inTrash: { readonly bytes: number; readonly count: number }
}

/** So many folders and owners are told, the largest first. */
const mostTold = 50

interface Row {
  part: 'kind' | 'folder' | 'owner' | 'trash'
  key: string | null
  name: string | null
  bytes: string | number
  count: string | number
}

/** Its caller has made sure that all files of the organization may be seen. */
export async function storageBreakdown(work: UnitOfWork, organization: string): Promise<StorageBreakdown> {
  const rows = await work.query<Row>(
    `with kept as materialized (
       select distinct on (b.id) b.bytes, f.kind, f.folder_id, f.created_by_id as owner_id, f.deleted_at is not null as is_deleted
       from blob b
       join file_version v on v.organization_id = b.organization_id and v.blob_id = b.id
       join file f on f.organization_id = v.organization_id and f.id = v.file_id
       where b.organization_id = $1 and b.removed_at is null and b.bytes is not null
       order by b.id, v.created_at, v.id),
     ranked as (
       select case when grouping(kind) = 0 then 'kind' when grouping(folder_id) = 0 then 'folder'
           when grouping(owner_id) = 0 then 'owner' else 'trash' end as part,
         kind, folder_id, owner_id, is_deleted, sum(bytes) as bytes, count(*) as count,
         row_number() over (partition by grouping(kind), grouping(folder_id), grouping(owner_id) order by sum(bytes) desc) as place
       from kept group by grouping sets ((kind), (folder_id), (owner_id), (is_deleted)))
     select part, coalesce(kind, folder_id::text, owner_id::text) as key, coalesce(d.name, u.username) as name, bytes, count
     from ranked r left join folder d on d.organization_id = $1 and d.id = r.folder_id left join app_user u on u.id = r.owner_id
     where place <= ${mostTold} and (part <> 'trash' or is_deleted) order by part, bytes desc, key`,
    [organization],
  )
  const of = (part: Row['part']) =>
    rows
      .filter((row) => row.part === part)
      .map(({ key, name, bytes, count }) => ({ key, name, bytes: Number(bytes), count: Number(count) }))
  const [trash] = of('trash')
  return {
    byKind: of('kind').map(({ key, bytes, count }) => ({ kind: key as FileKind, bytes, count })),
    byFolder: of('folder').map(({ key, ...rest }) => ({ folder: key, ...rest })),
    byOwner: of('owner').map(({ key, name, bytes, count }) => ({ user: key, username: name, bytes, count })),
    inTrash: { bytes: trash?.bytes ?? 0, count: trash?.count ?? 0 },
  }
}
