import { randomUUID } from 'node:crypto'
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

const nobody = { field: 'id', op: 'eq', value: '0193f1a0-0000-7000-8000-00000000dead' } as const

const sample = (input: Sample['input'], more: Omit<Sample, 'input'> = {}): Sample => ({ input, ...more })
const bySecret = (input: Readonly<Record<string, unknown>>) => sample(() => input, { isBySecret: true })
const onRow = (kind: string) => sample(async ({ row }) => ({ id: await row(kind) }))

const withinOf = (kind: string): string => {
  const { tree } = (resources as Readonly<Record<string, Resource>>)[kind] ?? {}
  return typeof tree === 'object' ? tree.within : ''
}

/** An upload is its sender's alone: this one is nobody's. */
const ofNobody = (more: Readonly<Record<string, unknown>>) =>
  sample(() => ({ id: '0193f1a0-0000-7000-8000-00000000dead', ...more }))

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
  lineage: onRow,
  importPlan: () => sample(async ({ home, row }) => ({ organization: home, file: await row('file') })),
  restoreVersion: (kind) =>
    sample(async ({ changedRow }) => {
      const { id, entry } = await changedRow(kind)
      return { id, entry }
    }),
  createMany: (kind) => sample(async ({ newValues }) => ({ rows: [await newValues(kind)] })),
  updateMany: (kind) => sample(async ({ row, changeOf }) => ({ ids: [await row(kind)], values: await changeOf(kind) })),
  removeMany: (kind) => sample(async ({ row }) => ({ ids: [await row(kind)] })),
  restoreMany: (kind) => sample(async ({ deletedRow }) => ({ ids: [await deletedRow(kind)] })),
  /** Of no row: what stands on the ground is others' as well. */
  bulk: () => sample(({ home }) => ({ organization: home, action: 'delete', filter: nobody })),
  export: () => sample(({ home }) => ({ organization: home, format: 'csv' })),
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
  'dataJob.create': sample(({ home }) => ({
    values: { organization: home, jobType: 'export', target: 'product', parameters: { format: 'csv' } },
  })),
  'dataJob.applyPlan': onRow('dataJob'),
  'dataJob.cancel': onRow('dataJob'),
  'dataJob.links': onRow('dataJob'),
  'dataJob.retry': onRow('dataJob'),
  'dataJob.undo': onRow('dataJob'),
  'document.newVersion': sample(async ({ row }) => ({
    id: await row('document'),
    values: { file: await row('file') },
  })),
  'events.changes': sample(() => ({})),
  'file.access': onRow('file'),
  'file.accessUrl': onRow('file'),
  'file.activity': onRow('file'),
  'file.copy': sample(async ({ row }) => ({ id: await row('file'), folder: null })),
  'file.emptyTrash': sample(({ home }) => ({ organization: home })),
  'file.favourite': sample(async ({ row }) => ({ id: await row('file'), isFavourite: true })),
  'file.favourites': sample(({ home }) => ({ organization: home })),
  'file.hold': sample(async ({ row }) => ({ id: await row('file'), reason: 'a case' })),
  'file.nameConflicts': sample(({ home }) => ({ organization: home, folder: null, names: ['note.txt'] })),
  'file.quarantined': sample(({ home }) => ({ organizations: [home] })),
  'file.release': sample(async ({ row }) => ({ id: await row('file'), reason: 'looked into' })),
  'file.rescan': onRow('file'),
  'file.quarantineTicket': onRow('file'),
  'file.purge': sample(async ({ deletedRow }) => ({ ids: [await deletedRow('file')] })),
  'file.releaseHold': sample(async ({ row }) => ({ id: await row('file'), reason: 'a case' })),
  'file.trashInfo': sample(({ home }) => ({ organization: home })),
  'file.usedBy': onRow('file'),
  'file.preview': onRow('file'),
  'file.imports': onRow('file'),
  'dataJob.rows': onRow('dataJob'),
  'dataJob.issues': onRow('dataJob'),
  'dataJob.faultyRows': onRow('dataJob'),
  'file.table': onRow('file'),
  'importSession.cancel': onRow('importSession'),
  'importSession.retry': onRow('importSession'),
  'importSession.undo': onRow('importSession'),
  'importSession.statistics': sample(({ home }) => ({ organization: home })),
  'file.text': onRow('file'),
  'file.versions': sample(async ({ row }) => ({ id: await row('file') })),
  'file.nameVersion': sample(async ({ row }) => ({ id: await row('file'), number: 1, label: 'final' })),
  'file.removeVersion': sample(async ({ row }) => ({ id: await row('file'), number: 1 })),
  'file.versionTicket': sample(async ({ row }) => ({ id: await row('file'), number: 1 })),
  'file.restoreFileVersion': sample(async ({ row }) => ({ id: await row('file'), number: 1 })),
  // A new one: of one that another caller has made just before nothing is left to do.
  'folder.ensure': sample(({ home }) => ({ organization: home, parent: null, paths: [`${randomUUID()}/b`] })),
  'file.importUrl': sample(({ home }) => ({ organization: home, url: 'http://127.0.0.1/' })),
  'file.zipTicket': sample(async ({ row }) => ({ ids: [await row('file')] })),
  'file.quota': sample(({ home }) => ({ organization: home })),
  'file.tags': sample(({ home }) => ({ organization: home })),
  'fileLink.activity': sample(async ({ linkOf }) => ({ id: (await linkOf('file')).link })),
  'fileLink.create': sample(async ({ row }) => ({ file: await row('file') })),
  'fileLink.list': sample(async ({ row }) => ({ file: await row('file') })),
  'fileLink.revoke': sample(async ({ linkOf }) => ({ id: (await linkOf('file')).link })),
  'fileLink.update': sample(async ({ linkOf }) => ({ id: (await linkOf('file')).link, name: 'For the auditors' })),
  'fileShare.contents': sample(async ({ sharedFolder }) => ({ folder: await sharedFolder() })),
  'fileShare.create': sample(async ({ row, newColleague }) => ({
    file: await row('file'),
    user: await newColleague(),
    permission: 'view',
  })),
  'fileShare.list': sample(async ({ row }) => ({ file: await row('file') })),
  'fileShare.remove': sample(async ({ shareOf }) => ({ id: (await shareOf('file')).share })),
  'fileShare.update': sample(async ({ shareOf }) => ({ id: (await shareOf('file')).share, permission: 'view' })),
  'fileShare.withMe': sample(() => ({})),
  'invitation.resend': onRow('invitation'),
  'organization.move': sample(async ({ row, home }) => ({ id: await row('organization'), parent: home })),
  'profile.mine': sample(() => ({})),
  'profile.updateMine': sample(() => ({ values: { jobTitle: 'Smith' } })),
  'storedFilter.defaults': sample(({ home }) => ({ organization: home, resource: 'product' })),
  'storedFilter.setDefault': sample(async ({ row }) => ({ id: await row('storedFilter'), audience: 'organization' })),
  'storedFilter.clearDefault': sample(async ({ row }) => ({ id: await row('storedFilter'), audience: 'organization' })),
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
  'storageMove.list': sample(() => ({})),
  'storageMove.storages': sample(() => ({})),
  'storageMove.start': sample(({ home }) => ({ organization: home, target: 'local' })),
  'storagePolicy.get': sample(({ home }) => ({ organization: home })),
  'storagePolicy.update': sample(({ home }) => ({ organization: home, rules: { trashDays: 30 } })),
  'storageQuota.get': sample(({ home }) => ({ organization: home })),
  'storageQuota.update': sample(({ home }) => ({ organization: home, warningThreshold: 80 })),
  'system.status': sample(() => ({})),
  'upload.beginDirect': sample(({ home }) => ({ organization: home, filename: 'note.txt', bytes: 4 })),
  'upload.cancelDirect': ofNobody({}),
  'upload.completeDirect': ofNobody({ parts: [{ number: 1, etag: 'x' }] }),
  'upload.signDirectParts': ofNobody({ numbers: [1] }),
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
  'POST /data-jobs/{id}/apply': 'dataJob.applyPlan',
  'POST /data-jobs/{id}/cancel': 'dataJob.cancel',
  'POST /data-jobs/{id}/retry': 'dataJob.retry',
  'POST /data-jobs/{id}/undo': 'dataJob.undo',
  'POST /documents/{id}/versions': 'document.newVersion',
  'GET /import-sessions/statistics': 'importSession.statistics',
  'POST /import-sessions/{id}/cancel': 'importSession.cancel',
  'POST /import-sessions/{id}/retry': 'importSession.retry',
  'POST /import-sessions/{id}/undo': 'importSession.undo',
  'POST /invitations/{id}/resend': 'invitation.resend',
  'POST /files/import-url': 'file.importUrl',
  'POST /uploads/direct': 'upload.beginDirect',
  'DELETE /uploads/direct/{id}': 'upload.cancelDirect',
  'POST /uploads/direct/{id}/complete': 'upload.completeDirect',
  'POST /uploads/direct/{id}/parts': 'upload.signDirectParts',
  'POST /files/zip-tickets': 'file.zipTicket',
  'POST /files/zip': 'file.zipTicket',
  'GET /profiles/me': 'profile.mine',
  'PATCH /profiles/me': 'profile.updateMine',
  'PUT /profiles/me': 'profile.updateMine',
  'GET /stored-filters/defaults': 'storedFilter.defaults',
  'POST /stored-filters/{id}/set-default': 'storedFilter.setDefault',
  'POST /stored-filters/{id}/clear-default': 'storedFilter.clearDefault',
  'GET /tags/usage': 'tag.usage',
  'POST /tags/{id}/merge': 'tag.merge',
  'POST /tax-rates/calculate': 'taxRate.calculate',
  'POST /uoms/convert': 'unitOfMeasure.convert',
  'POST /users/{id}/activate': 'user.activate',
  'POST /users/{id}/deactivate': 'user.deactivate',
  'POST /users/{id}/reset-second-factor': 'user.resetSecondFactor',
  'GET /users/{id}/organizations': 'user.organizations',
  'GET /files/{id}/activity': 'file.activity',
  'POST /files/{id}/copy': 'file.copy',
  'POST /files/empty-trash': 'file.emptyTrash',
  'PUT /files/{id}/favourite': 'file.favourite',
  'GET /files/favourites': 'file.favourites',
  'POST /files/{id}/hold': 'file.hold',
  'POST /files/name-conflicts': 'file.nameConflicts',
  'POST /files/purge': 'file.purge',
  'POST /files/{id}/release': 'file.release',
  'POST /files/{id}/rescan': 'file.rescan',
  'GET /files/{id}/quarantined': 'file.release',
  'POST /files/{id}/release-hold': 'file.releaseHold',
  'GET /files/trash-info': 'file.trashInfo',
  'GET /files/{id}/used-by': 'file.usedBy',
  'GET /files/{id}/versions': 'file.versions',
  'PATCH /files/{id}/versions/{number}': 'file.nameVersion',
  'DELETE /files/{id}/versions/{number}': 'file.removeVersion',
  'POST /files/{id}/versions/{number}/restore': 'file.restoreFileVersion',
  'POST /files/{id}/versions/{number}/tickets': 'file.versionTicket',
  'POST /folders/ensure': 'folder.ensure',
  'GET /storages': 'storageMove.storages',
  'GET /storage-moves': 'storageMove.list',
  'POST /storage-moves': 'storageMove.start',
  'GET /storage-policies/{organization}': 'storagePolicy.get',
  'PATCH /storage-policies/{organization}': 'storagePolicy.update',
  'GET /storage-quotas/{organization}': 'storageQuota.get',
  'PATCH /storage-quotas/{organization}': 'storageQuota.update',
  'GET /files/{id}/preview': 'file.preview',
  'GET /files/{id}/imports': 'file.imports',
  'GET /data-jobs/{id}/rows': 'dataJob.rows',
  'GET /data-jobs/{id}/issues': 'dataJob.issues',
  'GET /data-jobs/{id}/faulty-rows': 'dataJob.faultyRows',
  'GET /files/{id}/text': 'file.text',
  'GET /files/{id}/download': 'file.accessUrl',
  'GET /files/{id}/pdf': 'file.accessUrl',
  'GET /files/{id}/thumbnail': 'file.accessUrl',
  'GET /files/{id}/optimised': 'file.accessUrl',
  'GET /files/{id}/access-url': 'file.accessUrl',
  'GET /files/{id}/access': 'file.access',
  'GET /shared-with-me': 'fileShare.withMe',
}

/** The file by its path. */
const onPath = sample(async ({ pathOfFile }) => ({ filePath: await pathOfFile() }))

/** What is shared stands in the address, a file or a folder. */
const samplesOfSharing = (kind: string, plural: string): [string, Sample][] => [
  [`GET /${plural}/{id}/shares`, onRow(kind)],
  [
    `POST /${plural}/{id}/shares`,
    sample(async ({ row, newColleague }) => ({ id: await row(kind), user: await newColleague(), permission: 'view' })),
  ],
  [
    `PATCH /${plural}/{id}/shares/{share}`,
    sample(async ({ shareOf }) => ({ ...(await shareOf(kind)), permission: 'view' })),
  ],
  [`DELETE /${plural}/{id}/shares/{share}`, sample(({ shareOf }) => shareOf(kind))],
  [`GET /${plural}/{id}/links`, onRow(kind)],
  [`POST /${plural}/{id}/links`, onRow(kind)],
]

/** REST routes without a procedure like them. */
export const routeSamples: Readonly<Record<string, Sample>> = {
  'GET /openapi.json': sample(() => ({})),
  'GET /profiles/me/history': sample(() => ({})),
  'POST /profiles/me/history/{entry}/restore': sample(async ({ changedProfile }) => ({
    entry: await changedProfile(),
  })),
  ...Object.fromEntries(['file', 'folder'].flatMap((kind) => samplesOfSharing(kind, `${kind}s`))),
  'PATCH /links/{id}': sample(async ({ linkOf }) => ({ id: (await linkOf('file')).link, name: 'For the auditors' })),
  'DELETE /links/{id}': sample(async ({ linkOf }) => ({ id: (await linkOf('file')).link })),
  'GET /links/{id}/activity': sample(async ({ linkOf }) => ({ id: (await linkOf('file')).link })),
  'GET /files/quarantined': sample(({ home }) => ({ organization: home })),
  'GET /shared-with-me/{id}': sample(async ({ sharedFolder }) => ({ id: await sharedFolder() })),
  'GET /api/storage/audit-logs': sample(() => ({})),
  'POST /api/storage/upload': sample(({ home }) => ({
    orgId: home,
    system: 'workspace',
    objectType: 'doc',
    objectId: 'a',
  })),
  'POST /api/storage/receipt-upload': sample(({ home }) => ({ orgId: home, objectId: 'a' })),
  'POST /api/storage/app-zip-upload': sample(({ home }) => ({ orgId: home, objectId: 'a', fileName: 'a.zip' })),
  'POST /api/storage/signed-url': onPath,
  'DELETE /api/storage/delete': onPath,
  'GET /api/storage/metadata/{file_path}': sample(async ({ pathOfFile }) => ({ file_path: await pathOfFile() })),
  'POST /files/upload': sample(({ home }) => ({ organization: home, customFields: '{"country":"DE"}' })),
  'POST /files/{id}/versions': onRow('file'),
}
