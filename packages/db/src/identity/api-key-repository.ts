import type { ApiKey, Grant } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

export interface StoredApiKey {
  readonly id: string
  readonly userId: string
  readonly organization: string | null
  readonly name: string
  readonly prefix: string
  readonly keyHash: string
  readonly grants: readonly Grant[] | null
  readonly expiresAt: string | null
  readonly now: Date
}

export async function insertApiKey(work: UnitOfWork, key: StoredApiKey): Promise<ApiKey> {
  const grants = key.grants && JSON.stringify(key.grants)
  const [made] = await work.query<ApiKey>(
    `insert into api_key (id, user_id, organization_id, name, prefix, key_hash, grants, expires_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${asShown}`,
    [key.id, key.userId, key.organization, key.name, key.prefix, key.keyHash, grants, key.expiresAt, key.now],
  )
  if (!made) throw new Error('The new API key was not returned')
  return made
}

/** Keys that are not revoked, the newest first. Expired ones are shown: their owner wonders why they fail. */
export const listApiKeysOf = (work: UnitOfWork, userId: string) =>
  work.query<ApiKey>(
    `select ${asShown} from api_key where user_id = $1 and revoked_at is null order by created_at desc, id desc limit 500`,
    [userId],
  )

/** Keys bound to one organization, whoever made them. */
export const listApiKeysIn = (work: UnitOfWork, organization: string) =>
  work.query<ApiKey>(
    `select ${asShown} from api_key
     where organization_id = $1 and revoked_at is null order by created_at desc, id desc limit 500`,
    [organization],
  )

/** A key that is not revoked, locked until the transaction ends. */
export async function lockApiKey(work: UnitOfWork, id: string): Promise<ApiKey | null> {
  const [key] = await work.query<ApiKey>(
    `select ${asShown} from api_key where id = $1 and revoked_at is null for update of api_key`,
    [id],
  )
  return key ?? null
}

export async function endApiKey(work: UnitOfWork, id: string, now: Date): Promise<void> {
  await work.query('update api_key set revoked_at = $2 where id = $1', [id, now])
}

/** Ends all of a user's keys. Gives those that ended now. */
export const endApiKeysOf = (work: UnitOfWork, { userId, now }: { readonly userId: string; readonly now: Date }) =>
  work.query<ApiKey>(
    `update api_key set revoked_at = $2 where user_id = $1 and revoked_at is null returning ${asShown}`,
    [userId, now],
  )

/** The same key with another secret; the one before opens nothing from now on. */
export async function replaceApiKeySecret(
  work: UnitOfWork,
  {
    id,
    prefix,
    keyHash,
    now,
  }: { readonly id: string; readonly prefix: string; readonly keyHash: string; readonly now: Date },
): Promise<ApiKey> {
  const [key] = await work.query<ApiKey>(
    `update api_key set prefix = $2, key_hash = $3, rotated_at = $4 where id = $1 returning ${asShown}`,
    [id, prefix, keyHash, now],
  )
  if (!key) throw new Error('The key to rotate is gone, although it was locked')
  return key
}

/** Never the hash: nothing outside has a use for it. */
const asShown = `id, user_id as "user", (select username from app_user person where person.id = user_id) as username, name, prefix, organization_id as organization, grants, expires_at as "expiresAt",
  last_used_at as "lastUsedAt", rotated_at as "rotatedAt", created_at as "createdAt"`
