import { deleteStored, purgeStored, signStored } from '@groundwork/services'
import { storageAuditRoutes } from '../audit/storage-audit-routes.ts'
import { readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute, type RestRoute } from '../rest/route.ts'
import { deleting, signing } from './storage-input.ts'
import { inSeconds } from './storage-shapes.ts'

const objectRoutes: readonly PrivateRoute[] = [
  {
    method: 'POST',
    path: '/signed-url',
    tag: 'storage',
    summary: 'Make a short-lived address of a file',
    describe: { body: signing },
    access: 'signed-in',
    run: async ({ services, work, body }) => {
      const { url, expiresAt } = await signStored(services, work, readValues(signing, body))
      return ok(JSON.stringify({ success: true, url, expires_at: inSeconds(expiresAt) }))
    },
  },
  {
    method: 'DELETE',
    path: '/delete',
    hasBody: true,
    tag: 'storage',
    summary: 'Delete a file: into the trash, or with the right to purge at once and for good',
    describe: { body: deleting },
    access: 'signed-in',
    run: async ({ services, work, body }) => {
      const { hardDelete, ...object } = readValues(deleting, body)
      await (hardDelete ? purgeStored : deleteStored)(services, work, object)
      return ok(JSON.stringify({ success: true, message: hardDelete ? purged : deleted }))
    },
  },
]

const deleted = 'File soft-deleted (marked as deleted in database)'
const purged = 'File permanently deleted'

/** The storage service's own paths and shapes (seed 003), below /api/storage. */
export const storageRoutes: readonly RestRoute[] = [...objectRoutes, ...storageAuditRoutes]
