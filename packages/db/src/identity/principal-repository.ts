import type { Grant, JsonObject } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** A user with all that decides what they may do, as of one moment. */
export interface Caller {
  readonly userId: string
  readonly username: string
  readonly isSuperuser: boolean
  readonly memberships: readonly CallerMembership[]
}

export interface CallerMembership {
  /** The membership's own organization and, where it reaches below, every one beneath it. */
  readonly organizations: readonly string[]
  /** Of these, those that are kept from a user without a second factor. They are not among `organizations`. */
  readonly withheld: readonly string[]
  readonly role: string
  readonly roleId: string
  readonly roleName: string
  readonly attributes: JsonObject
  readonly grants: readonly Grant[]
}

export interface ApiKeyCaller extends Caller {
  readonly apiKeyId: string
  readonly organization: string | null
  readonly keyGrants: readonly Grant[] | null
}

/** The user of a live session; null when either has ended. */
export async function findCallerOfSession(
  work: UnitOfWork,
  { sessionId, userId, now }: { readonly sessionId: string; readonly userId: string; readonly now: Date },
): Promise<Caller | null> {
  const [caller] = await work.query<Caller>(
    `with caller as (
       select ${person}
       from session join app_user person on person.id = session.user_id
       where session.id = $1 and person.id = $2
         and session.revoked_at is null and session.expires_at > $3 and person.is_active
     )
     select ${identity}, held.memberships from caller ${withMemberships}`,
    [sessionId, userId, now],
  )
  return caller ?? null
}

/**
 * The user of a live API key, found by its visible prefix and compared by its hash. Its last use is noted on the way, at
 * most once a minute: busy keys would otherwise write with every request.
 */
export async function findCallerOfApiKey(
  work: UnitOfWork,
  { prefix, hash, now }: { readonly prefix: string; readonly hash: string; readonly now: Date },
): Promise<ApiKeyCaller | null> {
  const [caller] = await work.query<ApiKeyCaller>(
    `with caller as (${liveKey} and key.prefix = $2 and key.key_hash = $3), noted as (
       update api_key set last_used_at = $1
       where id in (select "apiKeyId" from caller)
         and (last_used_at is null or last_used_at <= $1::timestamptz - interval '1 minute')
     )
     ${ofKey}`,
    [now, prefix, hash],
  )
  return caller ?? null
}

/** The same by its id, for work that goes on after the request it came with. */
export async function findCallerOfApiKeyId(
  work: UnitOfWork,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<ApiKeyCaller | null> {
  const [caller] = await work.query<ApiKeyCaller>(`with caller as (${liveKey} and key.id = $2) ${ofKey}`, [now, id])
  return caller ?? null
}

/** What anybody holds, whether or not they may sign in just now; null for nobody. */
export async function findCallerOfUser(
  work: UnitOfWork,
  userId: string,
): Promise<(Caller & { readonly isActive: boolean }) | null> {
  const [caller] = await work.query<Caller & { readonly isActive: boolean }>(
    `with caller as (select ${person}, person.is_active as "isActive" from app_user person where person.id = $1)
     select ${identity}, caller."isActive", held.memberships from caller ${withMemberships}`,
    [userId],
  )
  return caller ?? null
}

const person = `person.id as "userId", person.username, person.is_superuser as "isSuperuser",
  person.has_second_factor as "hasSecondFactor"`
/** Without the last of them, which is asked for only to decide about the memberships. */
const identity = 'caller."userId", caller.username, caller."isSuperuser"'

/** `$1` is now. */
const liveKey = `
  select ${person}, key.id as "apiKeyId", key.organization_id as organization, key.grants as "keyGrants"
  from api_key key
  join app_user person on person.id = key.user_id
  left join organization home on home.id = key.organization_id
  where key.revoked_at is null and (key.expires_at is null or key.expires_at > $1) and person.is_active
    and (key.organization_id is null or (home.deleted_at is null and home.status <> 'archived'))`

/**
 * Active memberships in organizations that are neither deleted nor archived. A path ends in a slash and goes on in
 * hexadecimal digits, so what lies below it lies between it and itself with a `g`: a range that the index knows. Where
 * the role or the organization insists on a second factor, a user without one is told what is withheld, and given nothing.
 */
const withMemberships = `
cross join lateral (
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'organizations', coalesce(reached.organizations, '{}'),
      'withheld', coalesce(reached.withheld, '{}'),
      'role', role.slug,
      'roleId', role.id,
      'roleName', role.name,
      'attributes', membership.attributes,
      'grants', role.grants
    ) order by membership.id
  ), '[]') as memberships
  from membership
  join role on role.id = membership.role_id
  cross join lateral (
    select array_agg(within.id order by within.path) filter (where not within.insists) as organizations,
      array_agg(within.id order by within.path) filter (where within.insists) as withheld
    from (
      select place.id, place.path, not caller."hasSecondFactor" and (role.requires_second_factor or place.insists) as insists
      from (
        select home.id, home.path, home.requires_second_factor as insists from organization home
        where home.id = membership.organization_id and home.deleted_at is null and home.status <> 'archived'
        union all
        select below.id, below.path, home.requires_second_factor or below.requires_second_factor from organization home
        join organization below on below.path > home.path and below.path < home.path || 'g'
        where membership.includes_descendants and home.id = membership.organization_id and home.deleted_at is null
          and below.deleted_at is null and below.status <> 'archived'
      ) place
    ) within
  ) reached
  where membership.user_id = caller."userId" and membership.is_active
    and (reached.organizations is not null or reached.withheld is not null)
) held`

const ofKey = `
  select ${identity}, caller."apiKeyId", caller.organization, caller."keyGrants", held.memberships
  from caller ${withMemberships}`
