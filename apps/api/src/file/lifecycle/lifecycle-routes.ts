import { historyEntry, StoredFile } from '@groundwork/domain'
import {
  bulk,
  copyFile,
  emptyTrash,
  fileActivity,
  fileUsedBy,
  getStoragePolicy,
  holdFile,
  listFavourites,
  nameConflicts,
  purgeFiles,
  releaseHold,
  restoreFile,
  setFavourite,
} from '@groundwork/services'
import { z } from 'zod'
import { presentHistory, readHistoryQuery } from '../../audit/history-routes.ts'
import { bulkRoutes } from '../../rest/bulk-routes.ts'
import { presentPlain, presentRest } from '../../rest/present.ts'
import { idOf, readValues } from '../../rest/resource-routes.ts'
import { created, ok, type PrivateRoute, type RestCall } from '../../rest/route.ts'
import { manyIds } from '../../trpc/bulk-procedures.ts'
import {
  conflicts,
  copyPlace,
  count,
  emptied,
  favouriteMark,
  favourites,
  holdReason,
  inOrganization,
  nameQuestion,
  restorePlace,
  trashInfo,
  uses,
} from './lifecycle-input.ts'
import { readOrganization } from './read-organization.ts'

const common = { tag: StoredFile.plural, access: 'signed-in' } as const
const shown = (row: object) => presentRest(StoredFile, row)

export const lifecycleRoutes: readonly PrivateRoute[] = [
  // A file is made by uploading its bytes.
  ...bulkRoutes(StoredFile, bulk.file).filter(({ method, path }) => method !== 'POST' || path !== '/files/bulk'),
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/restore',
    summary: 'Restore a deleted file, to where it was or elsewhere',
    describe: { body: restorePlace, answer: StoredFile.read },
    run: async ({ services, work, params, body }) =>
      ok(shown(await restoreFile(services, work, idOf(params), readValues(restorePlace, body ?? {})))),
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/copy',
    summary: 'Copy a file into a folder; its bytes count once',
    describe: { body: copyPlace, answer: StoredFile.read, status: 201 },
    run: async ({ services, work, params, body }) =>
      created(shown(await copyFile(services, work, { id: idOf(params), ...readValues(copyPlace, body) }))),
  },
  {
    ...common,
    method: 'POST',
    path: '/files/purge',
    summary: 'Delete files of the trash for good, all or none',
    describe: { body: manyIds, answer: count },
    run: async ({ services, work, body }) =>
      ok(presentPlain({ count: await purgeFiles(services, work, readValues(manyIds, body).ids) })),
  },
  {
    ...common,
    method: 'POST',
    path: '/files/empty-trash',
    summary: 'Delete for good what is in the trash of an organization and need not be kept',
    describe: { body: inOrganization, answer: emptied },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await emptyTrash(services, work, readValues(inOrganization, body).organization))),
  },
  {
    ...common,
    method: 'GET',
    path: '/files/trash-info',
    summary: 'For how many days deleted files can be restored',
    describe: { answer: trashInfo, parameters: ['organization'] },
    run: async (call) => {
      const { effective } = await getStoragePolicy(call.services, call.work, readOrganization(call))
      return ok(presentPlain({ trashDays: effective.trashDays }))
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/hold',
    summary: 'Put a file under legal hold: it is neither changed nor deleted',
    describe: { body: holdReason, answer: StoredFile.read },
    run: holding(holdFile),
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/release-hold',
    summary: 'Lift a legal hold',
    describe: { body: holdReason, answer: StoredFile.read },
    run: holding(releaseHold),
  },
  {
    ...common,
    method: 'PUT',
    path: '/files/{id}/favourite',
    summary: 'Mark a file for oneself, or no longer',
    describe: { body: favouriteMark, answer: favouriteMark },
    run: async ({ services, work, params, body }) =>
      ok(presentPlain(await setFavourite(services, work, { id: idOf(params), ...readValues(favouriteMark, body) }))),
  },
  {
    ...common,
    method: 'GET',
    path: '/files/favourites',
    summary: 'The files that the caller has marked, by their ids',
    describe: { answer: favourites, parameters: ['organization'] },
    run: async (call) => ok(presentPlain(await listFavourites(call.services, call.work, readOrganization(call)))),
  },
  {
    ...common,
    method: 'GET',
    path: '/files/{id}/used-by',
    summary: 'What a file is used by, as far as the caller sees it',
    describe: { answer: uses },
    run: async ({ services, work, params }) => ok(presentPlain(await fileUsedBy(services, work, idOf(params)))),
  },
  {
    ...common,
    method: 'GET',
    path: '/files/{id}/activity',
    summary: 'Who did what with a file, downloads included, the newest first',
    describe: { answer: historyEntry, isList: 'whole', parameters: ['page_size', 'cursor'] },
    run: async (call) => {
      const query = readHistoryQuery(call, idOf(call.params))
      return ok(presentHistory(call, await fileActivity(call.services, call.work, query)))
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/files/name-conflicts',
    summary: 'Which of these names are taken in a folder',
    describe: { body: nameQuestion, answer: z.object({ conflicts }) },
    run: async ({ services, work, body }) =>
      ok(presentPlain({ conflicts: await nameConflicts(services, work, readValues(nameQuestion, body)) })),
  },
]

function holding(change: typeof holdFile): PrivateRoute['run'] {
  return async ({ services, work, params, body }: RestCall) =>
    ok(shown(await change(services, work, { id: idOf(params), ...readValues(holdReason, body) })))
}
