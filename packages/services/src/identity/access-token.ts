import { DomainError } from '@groundwork/domain'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { SigningKey } from '../config/derive-keys.ts'

const issuer = 'groundwork'
const audience = 'groundwork-api'
const algorithm = 'EdDSA'
const typ = 'at+jwt'
/** How long an access token opens the API. */
export const accessSeconds = 600

/** Much longer than ours ever are: what is longer is not worth a signature check. */
const maxLength = 2048

export interface AccessClaims {
  readonly userId: string
  readonly sessionId: string
  /** Opens only what somebody with this role (its id) would see of the organization. */
  readonly preview?: { readonly organization: string; readonly role: string }
}

export interface VerifiedAccess extends AccessClaims {
  readonly expiresAt: Date
}

export function issueAccessToken(
  key: SigningKey,
  { userId, sessionId, preview }: AccessClaims,
  now: Date,
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT({ sid: sessionId, ...(preview && { preview }) })
    .setProtectedHeader({ alg: algorithm, typ, kid: key.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + accessSeconds)
    .sign(key.privateKey)
}

const payloadSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  exp: z.int(),
  preview: z.strictObject({ organization: z.uuid(), role: z.uuid() }).exactOptional(),
})

/** @throws DomainError unauthenticated, `token_expired` only for a token that was ours */
export async function verifyAccessToken(key: SigningKey, token: string, now: Date): Promise<VerifiedAccess> {
  if (token.length > maxLength) throw invalidToken()
  const options = { algorithms: [algorithm], issuer, audience, typ, currentDate: now }
  const { payload, protectedHeader } = await jwtVerify(token, key.publicKey, options).catch((error: unknown) => {
    throw error instanceof errors.JWTExpired ? expiredToken() : invalidToken()
  })
  const claims = payloadSchema.safeParse(payload)
  if (protectedHeader.kid !== key.kid || !claims.success) throw invalidToken()
  const { sub, sid, exp, preview } = claims.data
  return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1000), ...(preview && { preview }) }
}

export const invalidToken = () =>
  new DomainError('unauthenticated', 'This token is not valid', { reason: 'token_invalid' })

const expiredToken = () => new DomainError('unauthenticated', 'This token has expired', { reason: 'token_expired' })
