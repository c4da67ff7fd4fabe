import { passwordReset, passwordResetRequest } from '@groundwork/domain'
import { requestPasswordReset, resetPassword } from '@groundwork/services'
import { z } from 'zod'
import { readValues } from '../rest/resource-routes.ts'
import { noContent, type PublicRoute } from '../rest/route.ts'

/** To the byte the same for every address: it tells nobody who has an account. */
const accepted = '{"detail":"If there is an account with this address, a link is on its way to it."}'

export const passwordResetRoutes: readonly PublicRoute[] = [
  {
    method: 'POST',
    path: '/auth/password/reset',
    tag: 'auth',
    summary: 'Have a link mailed by which a forgotten password is replaced',
    describe: { body: passwordResetRequest, answer: z.object({ detail: z.string() }), status: 202 },
    access: 'public',
    run: async ({ services, body, origin }) => {
      await requestPasswordReset(services, readValues(passwordResetRequest, body), origin)
      return { status: 202, json: accepted }
    },
  },
  {
    method: 'POST',
    path: '/auth/password/reset/confirm',
    tag: 'auth',
    summary: 'Choose a new password, with the token of the mailed link',
    describe: { body: passwordReset, status: 204 },
    access: 'public',
    run: async ({ services, body, origin }) => {
      await resetPassword(services, readValues(passwordReset, body), origin)
      return noContent
    },
  },
]
