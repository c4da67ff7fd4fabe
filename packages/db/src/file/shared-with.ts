import type { SharedKind, SharedOrder } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'
import { namePatterns } from './name-patterns.ts'
import { rolesOf } from './roles-held.ts'

/** A file or folder that somebody has been given. What is known of it is theirs to see only while the share is worth something. */
export interface GivenSubject {
  readonly id: string
  readonly organization: string
  readonly kind: SharedKind
  readonly name: string
  /** When it was last shared with them. */
  readonly sharedAt: string
}

/** Where a page ends: what its last was like then. It may be called otherwise by now, or not be shared any more. */
export type SharedPlace = Pick<GivenSubject, 'id' | 'name' | 'sharedAt'>

export interface SharedWithQuery {
  readonly user: string
  readonly organizations: readonly string[]
  readonly kind?: SharedKind | undefined
  readonly search?: string | undefined
  readonly orderBy: SharedOrder
  readonly after?: SharedPlace | undefined
  readonly limit: number
}

/**
 * What was shared with somebody or with a role that they hold, each file and folder once, in organizations they belong to. Roles that
 * they hold anywhere find the rows by an index; where they hold them is asked of those alone.
 */
export function sharedWith(
  work: UnitOfWork,
  { user, organizations, kind, search = '', orderBy, after, limit }: SharedWithQuery,
): Promise<GivenSubject[]> {
  const isByTime = orderBy.endsWith('sharedAt')
  const [sorted, place] = isByTime ? ['"sharedAt"', '$6::timestamptz'] : ['name', '$6::text']
  const [way, later] = orderBy.startsWith('-') ? ['desc', '<'] : ['asc', '>']
  return work.query<GivenSubject>(
    `select id, organization, kind, name, "sharedAt" from (
       select coalesce(s.file_id, s.folder_id) as id, s.organization_id as organization,
         case when s.file_id is null then 'folder' else 'file' end as kind,
         coalesce(f.original_filename, d.name) as name, max(s.created_at) as "sharedAt"
       from file_share s
       left join file f on f.organization_id = s.organization_id and f.id = s.file_id
       left join folder d on d.organization_id = s.organization_id and d.id = s.folder_id
       join app_user giver on giver.id = s.created_by_id and giver.is_active
       where s.organization_id = any($2::uuid[]) and s.created_by_id <> $1
         and (s.expires_at is null or s.expires_at > now())
         and coalesce(f.deleted_at, d.deleted_at) is null and (f.id is null or f.status not in ('purged', 'quarantined'))
         and (s.user_id = $1 or s.role_id = any (array(select role_id from membership where user_id = $1)))
         and (s.user_id = $1 or s.role_id in (${rolesOf('$1', 's.organization_id')}))
       group by s.organization_id, s.file_id, s.folder_id, f.original_filename, d.name
     ) given
     where ($3::text is null or kind = $3) and name ilike all ($4::text[])
       and ($5::uuid is null or (${sorted}, id) ${later} (${place}, $5::uuid))
     order by ${sorted} ${way}, id ${way} limit $7`,
    [
      user,
      organizations,
      kind ?? null,
      namePatterns(search),
      after?.id ?? null,
      (isByTime ? after?.sharedAt : after?.name) ?? null,
      limit,
    ],
  )
}
