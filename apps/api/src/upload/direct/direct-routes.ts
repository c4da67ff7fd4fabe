import { StoredFile } from '@groundwork/domain'
import { cancelUploadSession, completeDirectUpload, directParts, openDirectUpload } from '@groundwork/services'
import { presentPlain, presentRest } from '../../rest/present.ts'
import { idOf, readValues } from '../../rest/resource-routes.ts'
import { created, noContent, ok, type PrivateRoute } from '../../rest/route.ts'
import { announcedBy, completion, directAnnouncement, directUpload, moreParts, moreSigned } from './direct-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in' } as const

/** Uploads whose bytes go to the bucket themselves, where the storage is one. */
export const directRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'POST',
    path: '/uploads/direct',
    summary: 'Begin an upload straight to the bucket: addresses that each take one part by PUT',
    describe: { body: directAnnouncement, answer: directUpload, status: 201 },
    run: async ({ services, work, body }) =>
      created(presentPlain(await openDirectUpload(services, work, announcedBy(readValues(directAnnouncement, body))))),
  },
  {
    ...common,
    method: 'POST',
    path: '/uploads/direct/{id}/parts',
    summary: 'Addresses for further parts, or for parts that are to be sent again',
    describe: { body: moreParts, answer: moreSigned },
    run: async ({ services, work, params, body }) =>
      ok(presentPlain(await directParts(services, work, { id: idOf(params), ...readValues(moreParts, body) }))),
  },
  {
    ...common,
    method: 'POST',
    path: '/uploads/direct/{id}/complete',
    summary: 'Make the file of the parts that were sent; it is served once it is known clean',
    describe: { body: completion, answer: StoredFile.read, status: 201 },
    run: async ({ services, work, params, body }) => {
      const completed = { id: idOf(params), ...readValues(completion, body) }
      return created(presentRest(StoredFile, await completeDirectUpload(services, work, completed)))
    },
  },
  {
    ...common,
    method: 'DELETE',
    path: '/uploads/direct/{id}',
    summary: 'Give an upload to the bucket up',
    describe: { status: 204 },
    run: async ({ services, work, params }) => {
      await cancelUploadSession(services, work, idOf(params))
      return noContent
    },
  },
]
