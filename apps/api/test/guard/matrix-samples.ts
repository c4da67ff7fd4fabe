import { type Resource, resources } from '@groundwork/domain'
import { password } from '../support/start-test-api.ts'
import type { Ground } from './matrix-ground.ts'

/** What is asked of one procedure, on the ground of one caller. */
export interface Sample {
  readonly input: (ground: Ground) => unknown
  /** Who may come in is told by a secret in the request, not by who asks. */
  readonly isBySecret?: true
  /** Open to everybody; it may answer that it was asked too often. */
  readonly isOpen?: true
  /** Its answer is a list, in which rows may be missing. */
  readonly isList?: true
  /** The caller signs in anew afterwards. */
  readonly endsSession?: true
}

const sample = (input: Sample['input'], more: Omit<Sample, 'input'> = {}): Sample => ({ input, ...more })
const bySecret = (input: Readonly<Record<string, unknown>>) => sample(() => input, { isBySecret: true })
const onRow = (kind: string) => sample(async ({ row }) => ({ id: await row(kind) }))

const withinOf = (kind: string): string => {
  const { tree } = (resources as Readonly<Record<string, Resource>>)[kind] ?? {}
  return typeof tree === 'object' ? tree.within : ''
}

/** Nobody does this to themselves. */
const onColleague = sample(async ({ newColleague }) => ({ id: await newColleague() }))

/** The verbs that every resource has, by what they are called. */
export const verbSamples: Readonly<Record<string, (kind: string) => Sample>> = {
  list: (kind) => sample(async ({ row, listed }) => listed(kind, await row(kind)), { isList: true }),
  get: onRow,
  create: (kind) => sample(async ({ newValues }) => ({ values: await newValues(kind) })),
  update: (kind) => sample(async ({ row, changeOf }) => ({ id: await row(kind), values: await changeOf(kind) })),
  remove: onRow,
  restore: (kind) => sample(async ({ deletedRow }) => ({ id: await deletedRow(kind) })),
  history: onRow,
  restoreVersion: (kind) =>
    sample(async ({ changedRow }) => {
      const { id, entry } = await changedRow(kind)
      return { id, entry }
    }),
  createMany: (kind) => sample(async ({ newValues }) => ({ rows: [await newValues(kind)] })),
  updateMany: (kind) => sample(async ({ row, changeOf }) => ({ ids: [await row(kind)], values: await changeOf(kind) })),
  removeMany: (kind) => sample(async ({ row }) => ({ ids: [await row(kind)] })),
  restoreMany: (kind) => sample(async ({ deletedRow }) => ({ ids: [await deletedRow(kind)] })),
  children: onRow,
  descendants: onRow,
  ancestors: onRow,
  tree: () => sample(() => ({})),
  /** The tree of one warehouse, of one type. */
  treeWithin: (kind) => sample(async ({ newValues }) => ({ within: (await newValues(kind))[withinOf(kind)] })),
  move: (kind) => sample(async ({ row }) => ({ id: await row(kind), parent: null })),
}

/** Everything else, one by one. */
export const samples: Readonly<Record<string, Sample>> = {
  'access.explain': sample(async ({ row }) => ({ action: 'view', resource: 'product', id: await row('product') })),
  'access.viewAs': sample(({ home }) => ({ organization: home, role: 'viewer' })),
  'apiKey.create': sample(({ home }) => ({ name: 'key', organization: home })),
  'apiKey.list': sample(() => ({})),
  'apiKey.revoke': onRow('apiKey'),
  'apiKey.rotate': onRow('apiKey'),
  'auth.acceptInvitation': bySecret({ token: 'unknown', username: 'somebody-new', password }),
  'auth.changePassword': bySecret({ oldPassword: 'not the password', newPassword: 'another horse battery' }),
  'auth.disableTotp': bySecret({ password: 'not the password' }),
  'auth.me': sample(() => ({})),
  'auth.refresh': bySecret({ refresh: 'unknown' }),
  'auth.renewBackupCodes': bySecret({ password: 'not the password' }),
  'auth.requestPasswordReset': sample(() => ({ email: 'nobody@example.test' }), { isOpen: true }),
  'auth.resetPassword': bySecret({ token: 'unknown', newPassword: 'another horse battery' }),
  'auth.revokeSession': onRow('session'),
  'auth.sessions': sample(() => ({})),
  'auth.setUpTotp': sample(() => ({})),
  'auth.showInvitation': bySecret({ token: 'unknown' }),
  'auth.signIn': bySecret({ username: 'nobody', password: 'not the password' }),
  'auth.signOut': bySecret({ refresh: 'unknown' }),
  'auth.signOutEverywhere': sample(() => ({}), { endsSession: true }),
  'auth.verifyTotp': bySecret({ code: '000000' }),
  'document.newVersion': sample(async ({ row }) => ({
    id: await row('document'),
    values: { file: await row('file') },
  })),
  'events.changes': sample(() => ({})),
  'file.accessUrl': onRow('file'),
  'file.quota': sample(({ home }) => ({ organization: home })),
  'file.tags': sample(({ home }) => ({ organization: home })),
  'invitation.resend': onRow('invitation'),
  'organization.move': sample(async ({ row, home }) => ({ id: await row('organization'), parent: home })),
  'profile.mine': sample(() => ({})),
  'profile.updateMine': sample(() => ({ values: { jobTitle: 'Smith' } })),
  'tag.merge': sample(async ({ row }) => ({ id: await row('tag'), into: await row('tag') })),
  'tag.usage': sample(({ home }) => ({ organization: home })),
  'taxRate.calculate': sample(({ home }) => ({
    jurisdiction: 'AT',
    date: '2026-11-21',
    currency: 'EUR',
    organization: home,
    lines: [{ amount: '1' }],
  })),
  'unitOfMeasure.convert': sample(() => ({ value: '1', from: 'IN', to: 'CM' })),
  'system.status': sample(() => ({})),
  'user.activate': onColleague,
  'user.create': sample(async ({ newValues }) => ({ values: { ...(await newValues('user')), password } })),
  'user.deactivate': onColleague,
  'user.resetSecondFactor': onColleague,
  'user.organizations': onRow('user'),
}

/** REST routes that are not a resource's own verbs, by the procedure whose sample they share. */
export const restTwins: Readonly<Record<string, string>> = {
  'GET /access/explain': 'access.explain',
  'POST /access/view-as': 'access.viewAs',
  'GET /api-keys': 'apiKey.list',
  'POST /api-keys': 'apiKey.create',
  'DELETE /api-keys/{id}': 'apiKey.revoke',
  'POST /api-keys/{id}/rotate': 'apiKey.rotate',
  'POST /auth/2fa/backup-codes': 'auth.renewBackupCodes',
  'POST /auth/2fa/totp/disable': 'auth.disableTotp',
  'POST /auth/2fa/totp/setup': 'auth.setUpTotp',
  'POST /auth/2fa/totp/verify': 'auth.verifyTotp',
  'POST /auth/invitation': 'auth.showInvitation',
  'POST /auth/invitation/accept': 'auth.acceptInvitation',
  'POST /auth/logout': 'auth.signOut',
  'POST /auth/logout-all': 'auth.signOutEverywhere',
  'POST /auth/password/change': 'auth.changePassword',
  'POST /auth/password/reset': 'auth.requestPasswordReset',
  'POST /auth/password/reset/confirm': 'auth.resetPassword',
  'GET /auth/sessions': 'auth.sessions',
  'DELETE /auth/sessions/{id}': 'auth.revokeSession',
  'POST /auth/token': 'auth.signIn',
  'POST /auth/token/refresh': 'auth.refresh',
  'POST /documents/{id}/versions': 'document.newVersion',
  'POST /invitations/{id}/resend': 'invitation.resend',
  'GET /profiles/me': 'profile.mine',
  'PATCH /profiles/me': 'profile.updateMine',
  'PUT /profiles/me': 'profile.updateMine',
  'GET /tags/usage': 'tag.usage',
  'POST /tags/{id}/merge': 'tag.merge',
  'POST /tax-rates/calculate': 'taxRate.calculate',
  'POST /uoms/convert': 'unitOfMeasure.convert',
  'POST /users/{id}/activate': 'user.activate',
  'POST /users/{id}/deactivate': 'user.deactivate',
  'POST /users/{id}/reset-second-factor': 'user.resetSecondFactor',
  'GET /users/{id}/organizations': 'user.organizations',
  'GET /files/{id}/download': 'file.accessUrl',
  'GET /files/{id}/thumbnail': 'file.accessUrl',
  'GET /files/{id}/optimised': 'file.accessUrl',
  'GET /files/{id}/access-url': 'file.accessUrl',
}

/** REST routes without a procedure like them. */
export const routeSamples: Readonly<Record<string, Sample>> = {
  'GET /openapi.json': sample(() => ({})),
  'GET /profiles/me/history': sample(() => ({})),
  'POST /profiles/me/history/{entry}/restore': sample(async ({ changedProfile }) => ({
    entry: await changedProfile(),
  })),
  'GET /api/storage/audit-logs': sample(() => ({})),
  'POST /files/upload': sample(({ home }) => ({ organization: home })),
}
