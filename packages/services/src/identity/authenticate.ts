import { asSystem, findCallerOfApiKey, findCallerOfSession } from '@groundwork/db'
import { DomainError, type Principal } from '@groundwork/domain'
import { findPreview } from '../access/find-preview.ts'
import { type VerifiedAccess, verifyAccessToken } from './access-token.ts'
import { type KnownApiKey, readApiKey } from './api-key-secret.ts'
import { principalOfApiKey, principalOfSession } from './build-principal.ts'
import type { IdentityServices } from './identity-services.ts'

/** As sent: the token after `Bearer`, or the value of `X-API-Key`. */
export interface Credentials {
  readonly bearer?: string | undefined
  readonly apiKey?: string | undefined
}

/**
 * Who is asking. Costs nothing but a look into two small tables when the same token or key was seen in the last seconds,
 * and one query otherwise.
 * @throws DomainError unauthenticated: `credentials_missing`, `credentials_ambiguous`, `token_invalid`, `token_expired`,
 * `session_ended` or `api_key_invalid`
 */
export async function authenticate(services: IdentityServices, credentials: Credentials): Promise<Principal> {
  const find = await recognise(services, credentials)
  return find()
}

/**
 * How to find out, now and later, who it is that credentials make known: by their session or key. A token lasts for minutes; what it began may
 * go on for as long as its session. @throws DomainError unauthenticated
 */
export async function recognise(
  services: IdentityServices,
  { bearer, apiKey }: Credentials,
): Promise<() => Promise<Principal>> {
  if (bearer !== undefined && apiKey !== undefined) {
    throw refused('credentials_ambiguous', 'Send either a token or an API key, not both')
  }
  if (bearer !== undefined) {
    const access = await verified(services, bearer)
    return () => ofAccess(services, access)
  }
  if (apiKey !== undefined) {
    const key = readApiKey(services.keys.apiKeyPepper, apiKey)
    if (!key) throw invalidApiKey()
    return () => ofApiKey(services, key)
  }
  throw refused('credentials_missing', 'Sign in first')
}

async function ofAccess(services: IdentityServices, { preview, ...access }: VerifiedAccess): Promise<Principal> {
  const principal = await ofSession(services, access)
  if (!preview) return principal
  const { organization, role } = preview
  return services.principals.resolve(`session ${access.sessionId} as ${role} in ${organization}`, () =>
    findPreview(services, principal, preview),
  )
}

function ofSession(services: IdentityServices, { sessionId, userId }: VerifiedAccess): Promise<Principal> {
  return services.principals.resolve(`session ${sessionId}`, async () => {
    const lookUp = { sessionId, userId, now: services.clock() }
    const caller = await services.database.withUnitOfWork(asSystem('find out who is asking, by session'), (work) =>
      findCallerOfSession(work, lookUp),
    )
    if (!caller) throw sessionEnded()
    return principalOfSession(caller, sessionId)
  })
}

/** A signature is checked once; the token's own end is respected ever after. */
async function verified({ verifiedTokens, keys, clock }: IdentityServices, token: string): Promise<VerifiedAccess> {
  const known = verifiedTokens.get(token)
  if (known) return known
  const now = clock()
  const access = await verifyAccessToken(keys.signing, token, now)
  verifiedTokens.set(token, access, { storedAt: now, expiresAt: access.expiresAt })
  return access
}

function ofApiKey(services: IdentityServices, key: KnownApiKey): Promise<Principal> {
  return services.principals.resolve(`key ${key.hash}`, async () => {
    const lookUp = { ...key, now: services.clock() }
    const caller = await services.database.withUnitOfWork(asSystem('find out who is asking, by API key'), (work) =>
      findCallerOfApiKey(work, lookUp),
    )
    if (!caller) throw invalidApiKey()
    return principalOfApiKey(caller)
  })
}

export const sessionEnded = () => refused('session_ended', 'This session has ended. Sign in again')

const invalidApiKey = () => refused('api_key_invalid', 'This API key is not valid')

const refused = (reason: string, message: string) => new DomainError('unauthenticated', message, { reason })
