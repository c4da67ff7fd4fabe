import {
  type AuditRecord,
  endApiKey,
  endApiKeysOf,
  insertApiKey,
  listApiKeysIn,
  listApiKeysOf,
  lockApiKey,
  replaceApiKeySecret,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import {
  type ApiKey,
  type ApiKeyList,
  type CreatedApiKey,
  DomainError,
  type Grant,
  holdsGrants,
  invalidField,
  type NewApiKey,
  notFound,
  type Principal,
  parseGrants,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import { mayIn } from '../access/may-in.ts'
import { requireMember } from '../organization/require-member.ts'
import { elevated, personOf } from './acting.ts'
import { hashOfApiKey, newApiKeySecret } from './api-key-secret.ts'
import type { IdentityServices } from './identity-services.ts'

/** Makes a key that acts as the caller, within the limits given. The answer is the only place where the key stands. */
export async function createApiKey(
  services: IdentityServices,
  context: WorkContext,
  { name, organization, grants, expiresAt }: NewApiKey,
): Promise<CreatedApiKey> {
  const { database, keys, random, clock } = services
  const person = personOf(context)
  const now = clock()
  if (expiresAt && new Date(expiresAt) <= now) throw invalidField('expiresAt', 'Must be in the future')
  const limits = grants && parseGrants(grants)
  if (limits) requireOwnGrants(person, limits, organization)

  const { key, prefix } = newApiKeySecret(random)
  const stored = await database.withUnitOfWork(context, async (work) => {
    if (organization !== undefined) await requireMember(work, organization)
    const made = await insertApiKey(work, {
      id: v7(),
      userId: person.userId,
      organization: organization ?? null,
      name,
      prefix,
      keyHash: hashOfApiKey(keys.apiKeyPepper, key),
      grants: limits ?? null,
      expiresAt: expiresAt ?? null,
      now,
    })
    recordOf(work, made, 'API_KEY_CREATE')
    return made
  })
  return { ...stored, key }
}

/** The caller's own keys that are not revoked; or those of an organization, of whomever, for whoever may see them there. */
export async function listApiKeys(
  { database }: IdentityServices,
  context: WorkContext,
  { organization }: ApiKeyList = {},
): Promise<ApiKey[]> {
  const { userId } = personOf(context)
  return database.withUnitOfWork(context, async (work) => {
    if (organization === undefined) return listApiKeysOf(work, userId)
    await requireMember(work, organization)
    if (!mayIn(context, organization, 'view', 'apiKey')) throw forbidden()
    return listApiKeysIn(work, organization)
  })
}

/**
 * Ends a key: one's own, one of an organization by whoever may delete keys there, or anybody's by a superuser. Elevated,
 * because the key's organization may be one that its owner has left, and the trail of that organization shall have the
 * entry all the same.
 */
export async function revokeApiKey(services: IdentityServices, context: WorkContext, id: string): Promise<void> {
  const person = personOf(context)
  const ended = await services.database.withUnitOfWork(
    elevated(context, 'end a key whose organization its owner may have left'),
    async (work) => {
      const key = await lockApiKey(work, id)
      if (!key || !reaches(context, person, key, 'view')) throw notFound('API key')
      if (!reaches(context, person, key, 'delete')) throw forbidden()
      await endApiKey(work, id, services.clock())
      recordOf(work, key, 'API_KEY_REVOKE')
      return key
    },
  )
  services.principals.forgetUser(ended.user)
}

/** Ends every key of a user, whatever organization it is bound to, in an elevated unit of work. */
export async function revokeApiKeysOf(
  work: UnitOfWork,
  user: { readonly userId: string; readonly now: Date },
): Promise<void> {
  for (const key of await endApiKeysOf(work, user)) recordOf(work, key, 'API_KEY_REVOKE')
}

/** Gives one of the caller's own keys a new secret, at once. Nobody else's: it would make whoever asks its user. @throws DomainError conflict `api_key_expired` */
export async function rotateApiKey(
  services: IdentityServices,
  context: WorkContext,
  id: string,
): Promise<CreatedApiKey> {
  const { userId } = personOf(context)
  const { key, prefix } = newApiKeySecret(services.random)
  const keyHash = hashOfApiKey(services.keys.apiKeyPepper, key)
  const rotated = await services.database.withUnitOfWork(
    elevated(context, 'rotate a key whose organization its owner may have left'),
    async (work) => {
      const current = await lockApiKey(work, id)
      if (current?.user !== userId) throw notFound('API key')
      if (current.expiresAt !== null && new Date(current.expiresAt) <= services.clock()) throw expired()
      const changed = await replaceApiKeySecret(work, { id, prefix, keyHash, now: services.clock() })
      recordOf(work, changed, 'API_KEY_ROTATE', { prefix: { old: current.prefix, new: prefix } })
      return changed
    },
  )
  services.principals.forgetUser(userId)
  return { ...rotated, key }
}

const reaches = (
  context: WorkContext,
  { userId, isSuperuser }: Principal,
  { user, organization }: ApiKey,
  action: 'view' | 'delete',
): boolean =>
  isSuperuser || user === userId || (organization !== null && mayIn(context, organization, action, 'apiKey'))

const expired = () => new DomainError('conflict', 'This key has expired: make a new one', { reason: 'api_key_expired' })

const forbidden = () => new DomainError('forbidden', 'You may not do this with the keys of this organization')

/** One entry, and the news for every API process that what it knows of the key is over. */
function recordOf(
  work: UnitOfWork,
  { id, user, name, prefix, organization }: ApiKey,
  action: 'API_KEY_CREATE' | 'API_KEY_REVOKE' | 'API_KEY_ROTATE',
  changes: AuditRecord['changes'] = {},
): void {
  work.record({ action, resource: 'apiKey', organization, objectId: id, objectRepr: `${name} (${prefix})`, changes })
  if (action === 'API_KEY_CREATE') return
  const topic = action === 'API_KEY_REVOKE' ? 'apiKey.revoked' : 'apiKey.rotated'
  work.emit({ topic, organization: null, resource: 'apiKey', objectId: id, payload: { user } })
}

/**
 * The intersection at each request holds a key within its user's grants anyhow. Refusing more at once saves its maker from
 * finding out later. A superuser's own grants are all there are, but in no organization: such a key needs one.
 */
function requireOwnGrants(person: Principal, grants: readonly Grant[], organization: string | undefined): void {
  if (person.isSuperuser) {
    if (organization === undefined) throw invalidField('organization', 'A key with fewer grants needs an organization')
    return
  }
  const memberships = person.memberships.filter(
    (held) => organization === undefined || held.organization === organization,
  )
  const isHeld = (grant: Grant) =>
    memberships.some((held) => holdsGrants([held], { grants: [grant], attributes: held.attributes }))
  if (!grants.every(isHeld)) throw invalidField('grants', 'More than you may do yourself', 'grants_exceed_own')
}
