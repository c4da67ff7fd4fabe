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

export interface EndedApiKey {
  readonly userId: string
  readonly name: string
  readonly organization: string | null
}

/** Null when the key is not theirs, unknown, or revoked already. */
export async function endApiKey(
  work: UnitOfWork,
  { id, userId, now }: { readonly id: string; readonly userId?: string | undefined; readonly now: Date },
): Promise<EndedApiKey | null> {
  const [ended] = await work.query<EndedApiKey>(
    `update api_key set revoked_at = $3
     where id = $1 and ($2::uuid is null or user_id = $2) and revoked_at is null
     returning user_id as "userId", name, organization_id as organization`,
    [id, userId ?? null, now],
  )
  return ended ?? null
}

/** Never the hash: nothing outside has a use for it. */
const asShown = `id, name, prefix, organization_id as organization, grants, expires_at as "expiresAt",
  last_used_at as "lastUsedAt", created_at as "createdAt"`
