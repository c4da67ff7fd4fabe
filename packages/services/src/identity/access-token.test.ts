import { generateKeyPairSync } from 'node:crypto'
import { base64url, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { deriveKeys } from '../config/derive-keys.ts'
import { issueAccessToken, verifyAccessToken } from './access-token.ts'

const { signing } = deriveKeys('a secret that is long enough for it')
const now = new Date('2026-11-21T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const claims = { userId: '01934f3a-7c00-7000-8000-000000000001', sessionId: '01934f3a-7c00-7000-8000-000000000002' }

/** A token as ours are, but for what a test changes. */
function forge(changes: {
  header?: object
  iss?: string
  aud?: string
  sid?: string
  key?: typeof signing.privateKey
}) {
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid: signing.kid, ...changes.header }
  return new SignJWT({ sid: changes.sid ?? claims.sessionId })
    .setProtectedHeader(header)
    .setIssuer(changes.iss ?? 'groundwork')
    .setAudience(changes.aud ?? 'groundwork-api')
    .setSubject(claims.userId)
    .setExpirationTime(later(600))
    .sign(changes.key ?? signing.privateKey)
}

const refused = (token: string, at = now) => expect(verifyAccessToken(signing, token, at)).rejects
const invalid = { code: 'unauthenticated', reason: 'token_invalid' }

describe('an access token', () => {
  it('carries user and session for ten minutes', async () => {
    const token = await issueAccessToken(signing, claims, now)
    expect(await verifyAccessToken(signing, token, later(599))).toEqual({ ...claims, expiresAt: later(600) })
    await refused(token, later(600)).toMatchObject({ code: 'unauthenticated', reason: 'token_expired' })
  })

  it('is what the forger in these tests makes when nothing is changed', async () => {
    await expect(verifyAccessToken(signing, await forge({}), now)).resolves.toMatchObject(claims)
  })

  it.each([
    ['another key', { key: generateKeyPairSync('ed25519').privateKey }],
    ['another kid', { header: { kid: 'other' } }],
    ['another type of token', { header: { typ: 'JWT' } }],
    ['another audience', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'somebody-else' }],
    ['a session that is no id', { sid: 'x' }],
  ])('is refused with %s', async (_, changes) => {
    await refused(await forge(changes)).toMatchObject(invalid)
  })

  it('is refused unsigned (alg none)', async () => {
    const unsigned = new UnsecuredJWT({ sid: claims.sessionId }).setSubject(claims.userId).setIssuer('groundwork')
    await refused(unsigned.setAudience('groundwork-api').setExpirationTime(later(600)).encode()).toMatchObject(invalid)
  })

  it('is refused when signed with the public key as if it were a shared secret', async () => {
    const shared = signing.publicKey.export({ format: 'der', type: 'spki' })
    const token = await new SignJWT({ sid: claims.sessionId })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: signing.kid })
      .setSubject(claims.userId)
      .setExpirationTime(later(600))
      .sign(new Uint8Array(shared))
    await refused(token).toMatchObject(invalid)
  })

  it('is refused when its claims were changed after signing', async () => {
    const [header = '', , signature = ''] = (await issueAccessToken(signing, claims, now)).split('.')
    const payload = { iss: 'groundwork', aud: 'groundwork-api', sub: claims.userId, sid: claims.sessionId, exp: 9e9 }
    await refused([header, base64url.encode(JSON.stringify(payload)), signature].join('.')).toMatchObject(invalid)
  })

  it.each(['', 'x', 'a.b.c', `${'a'.repeat(3000)}.b.c`, '..', 'null'])('is not %j', async (token) => {
    await refused(token).toMatchObject(invalid)
  })

  it('does not appear in the error that refuses it', async () => {
    const token = await forge({ aud: 'somebody-else' })
    const error = await verifyAccessToken(signing, token, now).catch((reason: unknown) => reason)
    expect(`${(error as Error).message}${JSON.stringify(error)}${String((error as Error).cause)}`).not.toContain(token)
  })
})
