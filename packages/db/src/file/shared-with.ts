import { DomainError, type SharedKind, type SharedOrder } from '@groundwork/domain'
import { z } from 'zod'
import type { UnitOfWork } from '../work/contract.ts'
import { rolesOf } from './roles-held.ts'

/** A file or folder that somebody has been given. What is known of it is theirs to see only while the share is worth something. */
export interface GivenSubject {
  readonly id: string
  readonly organization: string
  readonly kind: SharedKind
  /** When it was last shared with them. */
  readonly sharedAt: string
}

export interface SharedWithQuery {
  readonly user: string
  readonly organizations: readonly string[]
  readonly kind?: SharedKind | undefined
  readonly search?: string | undefined
  readonly orderBy: SharedOrder
  readonly cursor?: string | undefined
  readonly limit: number
}

/**
 * What was shared with somebody or with a role that they hold, each file and folder once, in organizations they belong to. Roles that
 * they hold anywhere find the rows by an index; where they hold them is asked of those alone.
 */
export function sharedWith(
  work: UnitOfWork,
  { user, organizations, kind, search = '', orderBy, cursor, limit }: SharedWithQuery,
): Promise<GivenSubject[]> {
  const after = cursor === undefined ? null : readPlace(orderBy, cursor)
  const isDescending = orderBy.startsWith('-')
  const [way, later] = isDescending ? ['desc', '<'] : ['asc', '>']
  const [sorted, place] = orderBy.endsWith('sharedAt')
    ? ['"sharedAt"', '$6::timestamptz']
    : // A cursor must not tell a name: whoever has it may no longer see that.
      // And of what was never theirs nothing may be told, whichever id a made-up one has.
      [
        'name',
        `(select name from (select id, original_filename as name from file union all select id, name from folder) subject
          where id = $5 and exists (select from file_share s where $5 in (s.file_id, s.folder_id)
            and (s.user_id = $1 or s.role_id = any (array(select role_id from membership where user_id = $1)))))`,
      ]
  return work.query<GivenSubject>(
    `select id, organization, kind, "sharedAt" from (
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
       and ($5::uuid is null or $6::timestamptz is null or (${sorted}, id) ${later} (${place}, $5::uuid))
     order by ${sorted} ${way}, id ${way} limit $7`,
    [user, organizations, kind ?? null, patternsOf(search), after?.id ?? null, after?.sharedAt ?? null, limit],
  )
}

const patternsOf = (search: string): string[] =>
  search
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)

const placeSchema = z.tuple([z.string(), z.uuid(), z.iso.datetime()])

/** Opaque to callers: the order, and the last of a page. */
export const placeAfter = (orderBy: SharedOrder, { id, sharedAt }: GivenSubject): string =>
  Buffer.from(JSON.stringify([orderBy, id, sharedAt])).toString('base64url')

/** @throws DomainError invalid (`invalid_cursor`), also for a cursor of another order */
function readPlace(orderBy: SharedOrder, cursor: string): Pick<GivenSubject, 'id' | 'sharedAt'> {
  const read = placeSchema.safeParse(parse(cursor))
  if (read.success && read.data[0] === orderBy) return { id: read.data[1], sharedAt: read.data[2] }
  throw new DomainError('invalid', 'The cursor does not belong to this list', {
    reason: 'invalid_cursor',
    fields: { cursor: ['Does not belong to this list'] },
  })
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
