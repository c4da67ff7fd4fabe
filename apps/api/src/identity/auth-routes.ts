import { DomainError, invalidField, loginName, otpCode, type TokenPair, tokenPair } from '@groundwork/domain'
import { accessSeconds, refreshTokens, signIn, signOut } from '@groundwork/services'
import { z } from 'zod'
import { readValues } from '../rest/resource-routes.ts'
import { noContent, ok, type PublicCall, type PublicRoute } from '../rest/route.ts'
import { forgetRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts'

/** `session: 'cookie'` is for browsers: the refresh token then travels in a cookie that no script can read. */
const session = z.literal('cookie').optional()
const tokenBody = z.strictObject({
  username: loginName.optional(),
  email: loginName.optional(),
  password: z.string().min(1).max(1024),
  /** A code of the authenticator app, or a backup code. */
  otp: otpCode,
  session,
})
const refreshBody = z.strictObject({ refresh: z.string().min(1).max(512).optional(), session })
const tokens = tokenPair.partial({ refresh: true }).extend({ expiresIn: z.int() })

/** One of the two names, as the seeds have a form with either. */
function credentialsIn({ username, email, password, otp: code }: z.infer<typeof tokenBody>) {
  const name = username ?? email
  if (username !== undefined && email !== undefined) throw invalidField('email', 'Send it instead of the user name')
  if (name === undefined) throw invalidField('username', 'This field is required')
  return { username: name, password, ...(code !== undefined && { otp: code }) }
}

function answerTokens({ services, res }: PublicCall, { access, refresh }: TokenPair, isCookie: boolean) {
  const answer = { access, expires_in: accessSeconds }
  if (!isCookie) return ok(JSON.stringify({ ...answer, refresh }))
  setRefreshCookie(res, refresh, services.config.publicUrl)
  return ok(JSON.stringify(answer))
}

/** The token in the body, or the cookie's where the browser says that our own page asks. */
function givenRefresh({ req, body }: PublicCall): { refresh: string; isCookie: boolean } {
  const { refresh, session: kind } = readValues(refreshBody, body)
  if (refresh !== undefined) return { refresh, isCookie: kind === 'cookie' }
  const kept = readRefreshCookie(req)
  if (!kept) throw new DomainError('unauthenticated', 'Sign in first', { reason: 'not_signed_in' })
  return { refresh: kept, isCookie: true }
}

const route = (
  path: string,
  summary: string,
  body: z.ZodType,
  answer: z.ZodType | null,
  run: PublicRoute['run'],
): PublicRoute => ({
  method: 'POST',
  path,
  tag: 'auth',
  summary,
  describe: { body, ...(answer ? { answer } : { status: 204 }) },
  access: 'public',
  run,
})

export const authRoutes: readonly PublicRoute[] = [
  route(
    '/auth/token',
    'Sign in with username or e-mail, password and, where one is due, a second factor',
    tokenBody,
    tokens,
    async (call) => {
      const body = readValues(tokenBody, call.body)
      const pair = await signIn(call.services, credentialsIn(body), call.origin)
      return answerTokens(call, pair, body.session === 'cookie')
    },
  ),
  route('/auth/token/refresh', 'Exchange a refresh token for new tokens', refreshBody, tokens, async (call) => {
    const { refresh, isCookie } = givenRefresh(call)
    return answerTokens(call, await refreshTokens(call.services, { refresh }, call.origin), isCookie)
  }),
  route('/auth/logout', 'End the session', refreshBody, null, async (call) => {
    const { refresh } = givenRefresh(call)
    forgetRefreshCookie(call.res, call.services.config.publicUrl)
    await signOut(call.services, { refresh }, call.origin)
    return noContent
  }),
]
