import { notFound, StoredFile } from '@groundwork/domain'
import {
  listFileVersions,
  nameFileVersion,
  removeFileVersion,
  restoreFileVersion,
  type VersionOf,
} from '@groundwork/services'
import { presentPage, presentRest } from '../../rest/present.ts'
import { idOf, readValues } from '../../rest/resource-routes.ts'
import { noContent, ok, type PrivateRoute, type RestCall } from '../../rest/route.ts'
import { versionName, versionOf, versionRow } from './version-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in' } as const

/** An address that cannot be a version's is none. */
function versionAt({ params }: RestCall): VersionOf {
  const { data } = versionOf.safeParse({ id: idOf(params), number: Number(params.number) })
  if (!data) throw notFound('version')
  return data
}

export const versionRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    path: '/files/{id}/versions',
    summary: 'What a file has been, newest first',
    describe: { answer: versionRow, isList: 'whole' },
    run: async ({ services, work, params }) => ok(presentPage(await listFileVersions(services, work, idOf(params)))),
  },
  {
    ...common,
    method: 'PATCH',
    path: '/files/{id}/versions/{number}',
    summary: 'Name a version of a file',
    describe: { body: versionName, status: 204 },
    run: async (call) => {
      const change = { ...versionAt(call), ...readValues(versionName, call.body) }
      await nameFileVersion(call.services, call.work, change)
      return noContent
    },
  },
  {
    ...common,
    method: 'DELETE',
    path: '/files/{id}/versions/{number}',
    summary: 'Remove a version of a file for good',
    describe: { status: 204 },
    run: async (call) => {
      await removeFileVersion(call.services, call.work, versionAt(call))
      return noContent
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/versions/{number}/restore',
    summary: 'Take a version of a file up again, as a new one',
    describe: { answer: StoredFile.read },
    run: async (call) =>
      ok(presentRest(StoredFile, await restoreFileVersion(call.services, call.work, versionAt(call)))),
  },
]
