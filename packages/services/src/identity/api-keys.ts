import { endApiKey, insertApiKey, listApiKeysOf, type WorkContext } from '@groundwork/db'
import {
  type ApiKey,
  type CreatedApiKey,
  type Grant,
  holdsGrants,
  invalidField,
  type NewApiKey,
  notFound,
  Organization,
  type Principal,
  parseFilter,
  type Resource,
  resources,
} from '@groundwork/domain'
import { v7 } from 'uuid'
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
  if (expiresAt !== undefined && new Date(expiresAt) <= now) throw invalidField('expiresAt', 'Must be in the future')
  const limits = grants?.map(readGrant)
  if (limits) requireOwnGrants(person, limits, organization)

  const { key, prefix } = newApiKeySecret(random)
  const stored = await database.withUnitOfWork(context, async (work) => {
    if (organization !== undefined) await work.get(Organization, organization)
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
    work.record({
      action: 'created',
      resource: 'apiKey',
      organization: made.organization,
      objectId: made.id,
      objectRepr: `${name} (${prefix})`,
    })
    return made
  })
  return { ...stored, key }
}

/** The caller's own keys that are not revoked. */
export async function listApiKeys({ database }: IdentityServices, context: WorkContext): Promise<ApiKey[]> {
  const { userId } = personOf(context)
  return database.withUnitOfWork(context, (work) => listApiKeysOf(work, userId))
}

/**
 * Ends one of the caller's own keys; a superuser may end anybody's. Elevated, because the key's organization may be one that
 * its owner has left, and the trail of that organization shall have the entry all the same.
 */
export async function revokeApiKey(services: IdentityServices, context: WorkContext, id: string): Promise<void> {
  const { userId, isSuperuser } = personOf(context)
  const ended = await services.database.withUnitOfWork(
    elevated(context, 'end a key whose organization its owner may have left'),
    async (work) => {
      const key = await endApiKey(work, { id, userId: isSuperuser ? undefined : userId, now: services.clock() })
      if (!key) throw notFound('API key')
      const { organization, name } = key
      work.record({ action: 'revoked', resource: 'apiKey', organization, objectId: id, objectRepr: name })
      return key
    },
  )
  services.principals.forgetUser(ended.userId)
}

/** A rule is stored as the filter language says it, or not at all. */
function readGrant(grant: Grant, index: number): Grant {
  const at = `grants.${index}`
  const resource = Object.values<Resource>(resources).find(({ name }) => name === grant.resource)
  if (!resource && grant.resource !== '*') throw invalidField(`${at}.resource`, 'There is no such resource')
  if (!grant.where) return grant
  if (!resource) throw invalidField(`${at}.where`, 'A rule belongs to one resource')
  return { ...grant, where: parseFilter(grant.where, resource, { isRule: true, at: `${at}.where` }) }
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
