import { Folder } from '@groundwork/domain'
import { bulk, catalogue, ensureFolders, restoreFolder, trees } from '@groundwork/services'
import { z } from 'zod'
import { bulkRoutes } from '../../rest/bulk-routes.ts'
import { presentPlain, presentRest } from '../../rest/present.ts'
import { idOf, readValues, resourceRoutes } from '../../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../../rest/route.ts'
import { treeRoutes } from '../../rest/tree-routes.ts'
import { ensured, folderPaths, folderRestorePlace } from '../lifecycle/lifecycle-input.ts'

export const folderRoutes: readonly PrivateRoute[] = [
  ...resourceRoutes(catalogue.folder, ['list', 'get', 'create', 'update', 'remove']),
  ...treeRoutes(Folder, trees.folder),
  ...bulkRoutes(Folder, bulk.folder),
  {
    method: 'POST',
    path: '/folders/{id}/restore',
    tag: Folder.plural,
    summary: 'Restore a deleted folder with what was deleted with it',
    describe: { body: folderRestorePlace, answer: Folder.read },
    access: 'signed-in',
    run: async ({ services, work, params, body }) => {
      const place = readValues(folderRestorePlace, body ?? {})
      return ok(presentRest(Folder, await restoreFolder(services, work, idOf(params), place)))
    },
  },
  {
    method: 'POST',
    path: '/folders/ensure',
    tag: Folder.plural,
    summary: 'Find folders by their paths, and make those that are missing',
    describe: { body: folderPaths, answer: z.object({ folders: ensured }) },
    access: 'signed-in',
    run: async ({ services, work, body }) =>
      ok(presentPlain({ folders: await ensureFolders(services, work, readValues(folderPaths, body)) })),
  },
]
