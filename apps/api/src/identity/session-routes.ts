import { notFound, passwordChange, sessionRead } from '@groundwork/domain'
import { changePassword, listSessions, revokeSession, signOutEverywhere } from '@groundwork/services'
import { z } from 'zod'
import { presentPage } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { noContent, ok, type PrivateRoute } from '../rest/route.ts'
import { forgetRefreshCookie } from './refresh-cookie.ts'

const auth = { tag: 'auth', access: 'signed-in' } as const

/** Where the caller is signed in, and how they end it. */
export const sessionRoutes: readonly PrivateRoute[] = [
  {
    ...auth,
    method: 'GET',
    path: '/auth/sessions',
    summary: 'List the devices on which you are signed in',
    describe: { answer: sessionRead, isList: 'whole' },
    run: async ({ services, work, query }) => {
      refuseParameters(query)
      return ok(presentPage(await listSessions(services, work)))
    },
  },
  {
    ...auth,
    method: 'DELETE',
    path: '/auth/sessions/{id}',
    summary: 'End one of your sessions',
    describe: { status: 204 },
    run: async ({ services, work, params }) => {
      if (!z.uuid().safeParse(idOf(params)).success) throw notFound('session')
      await revokeSession(services, work, idOf(params))
      return noContent
    },
  },
  {
    ...auth,
    method: 'POST',
    path: '/auth/logout-all',
    summary: 'End all of your sessions, this one included',
    describe: { status: 204 },
    run: async ({ services, work, res }) => {
      await signOutEverywhere(services, work)
      forgetRefreshCookie(res, services.config.publicUrl)
      return noContent
    },
  },
  {
    ...auth,
    method: 'POST',
    path: '/auth/password/change',
    summary: 'Change your password; your other sessions end',
    describe: { body: passwordChange, status: 204 },
    run: async ({ services, work, body }) => {
      await changePassword(services, work, readValues(passwordChange, body))
      return noContent
    },
  },
]
