import { backupCodes, confirmingPassword, totpCodeInput, totpSetup } from '@groundwork/domain'
import { disableTotp, renewBackupCodes, setUpTotp, verifyTotp } from '@groundwork/services'
import { z } from 'zod'
import { presentPlain } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { noContent, ok, type PrivateRoute } from '../rest/route.ts'

const nothing = z.strictObject({})
const post = { method: 'POST', tag: 'auth', access: 'signed-in' } as const

/** The second factor of the caller's own account (seed 001, Auth API). */
export const secondFactorRoutes: readonly PrivateRoute[] = [
  {
    ...post,
    path: '/auth/2fa/totp/setup',
    summary: 'Get a secret for an authenticator app; it does nothing until verified',
    describe: { answer: totpSetup },
    run: async ({ services, work, body }) => {
      readValues(nothing, body)
      return ok(presentPlain(await setUpTotp(services, work)))
    },
  },
  {
    ...post,
    path: '/auth/2fa/totp/verify',
    summary: 'Turn the second factor on with a code of the app; answers with backup codes',
    describe: { body: totpCodeInput, answer: backupCodes },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await verifyTotp(services, work, readValues(totpCodeInput, body)))),
  },
  {
    ...post,
    path: '/auth/2fa/totp/disable',
    summary: 'Turn the second factor off, with the password',
    describe: { body: confirmingPassword, status: 204 },
    run: async ({ services, work, body }) => {
      await disableTotp(services, work, readValues(confirmingPassword, body))
      return noContent
    },
  },
  {
    ...post,
    path: '/auth/2fa/backup-codes',
    summary: 'Get ten new backup codes in place of those before, with the password',
    describe: { body: confirmingPassword, answer: backupCodes },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await renewBackupCodes(services, work, readValues(confirmingPassword, body)))),
  },
]
