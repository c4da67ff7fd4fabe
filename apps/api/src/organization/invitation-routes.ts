import { acceptedInvitation, Invitation, invitationAnswer, invitationToken, shownInvitation } from '@groundwork/domain'
import { acceptInvitation, catalogue, resendInvitation, showInvitation } from '@groundwork/services'
import { presentPlain, presentRest } from '../rest/present.ts'
import { idOf, readValues, resourceRoutes } from '../rest/resource-routes.ts'
import { ok, type RestRoute } from '../rest/route.ts'

export const invitationRoutes: readonly RestRoute[] = [
  ...resourceRoutes(catalogue.invitation, ['list', 'get', 'create', 'remove']),
  {
    method: 'POST',
    path: '/invitations/{id}/resend',
    tag: 'invitations',
    summary: 'Mail a new link; the one before no longer works',
    describe: { answer: Invitation.read },
    access: 'signed-in',
    run: async ({ services, work, params }) =>
      ok(presentRest(Invitation, await resendInvitation(services, work, idOf(params)))),
  },
  {
    method: 'POST',
    path: '/auth/invitation',
    tag: 'auth',
    summary: 'Read an invitation, with the token of its link',
    describe: { body: invitationToken, answer: shownInvitation },
    access: 'public',
    run: async ({ services, body }) =>
      ok(presentPlain(await showInvitation(services, readValues(invitationToken, body)))),
  },
  {
    method: 'POST',
    path: '/auth/invitation/accept',
    tag: 'auth',
    summary: 'Accept an invitation; without an account, choose a name and a password',
    describe: { body: invitationAnswer, answer: acceptedInvitation },
    access: 'public',
    run: async ({ services, body, origin }) =>
      ok(presentPlain(await acceptInvitation(services, readValues(invitationAnswer, body), origin))),
  },
]
