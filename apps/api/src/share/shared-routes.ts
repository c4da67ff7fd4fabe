import { type SharedListQuery, sharedListQuery } from '@groundwork/domain'
import { listSharedWithMe, openSharedFolder, type SharedPage } from '@groundwork/services'
import { inSnakeCase } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { readValues, requestUrl } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute, type RestCall } from '../rest/route.ts'
import { fileInRest, namedId } from './share-address.ts'
import { sharedFolderAnswer, sharedItemAnswer } from './share-answers.ts'

const parameters = ['search', 'kind', 'organization', 'ordering', 'limit', 'cursor'] as const

/** An address has only words. */
function readQuery({ query }: RestCall): SharedListQuery {
  refuseParameters(query, parameters)
  const limit = query.get('limit')
  const given = (name: string) => query.get(name) || undefined
  return readValues(sharedListQuery, {
    search: given('search'),
    kind: given('kind'),
    cursor: given('cursor'),
    order_by: given('ordering')?.replace('shared_at', 'sharedAt'),
    ...(limit !== null && { limit: /^\d{1,9}$/.test(limit) ? Number(limit) : limit }),
    ...(query.has('organization') && {
      organizations: query.getAll('organization').flatMap((value) => value.split(',')),
    }),
  })
}

function presentShared(call: RestCall, { rows, nextCursor }: SharedPage): string {
  const next = requestUrl(call)
  next.searchParams.set('cursor', nextCursor ?? '')
  const results = rows.map(({ file, ...item }) => ({ ...inSnakeCase(item), file: file && fileInRest(file) }))
  return JSON.stringify({ count: null, next: nextCursor === null ? null : next.href, previous: null, results })
}

/** What others share with whoever asks. */
export const sharedRoutes: readonly PrivateRoute[] = [
  {
    method: 'GET',
    path: '/shared-with-me',
    tag: 'shares',
    summary: 'List what others share with you',
    describe: { answer: sharedItemAnswer, isList: 'whole', parameters },
    access: 'signed-in',
    run: async (call) => ok(presentShared(call, await listSharedWithMe(call.services, call.work, readQuery(call)))),
  },
  {
    method: 'GET',
    path: '/shared-with-me/{id}',
    tag: 'shares',
    summary: 'List what lies in a folder that somebody shares with you',
    describe: { answer: sharedFolderAnswer, parameters: ['cursor'] },
    access: 'signed-in',
    run: async (call) => {
      refuseParameters(call.query, ['cursor'])
      const cursor = call.query.get('cursor') ?? undefined
      const { files, ...page } = await openSharedFolder(call.services, call.work, { folder: namedId(call), cursor })
      return ok(JSON.stringify({ ...inSnakeCase(page), files: files.map(fileInRest) }))
    },
  },
]
