import { listOpenStorages, listStorageMoves, startStorageMove } from '@groundwork/services'
import { presentPage, presentPlain } from '../../rest/present.ts'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { readValues } from '../../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../../rest/route.ts'
import { move, moveQuery, moveStart, openStorage } from './move-input.ts'

const common = { path: '/storage-moves', tag: 'storage-moves', access: 'signed-in' } as const
const parameters = ['organization'] as const

export const moveRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    summary: 'How far organizations are on their way to another storage; for superusers',
    describe: { answer: move, isList: 'whole', parameters },
    run: async ({ services, work, query }) => {
      refuseParameters(query, parameters)
      const organization = query.get('organization')
      const wanted = readValues(moveQuery, organization === null ? {} : { organization })
      return ok(presentPage(await listStorageMoves(services, work, wanted)))
    },
  },
  {
    ...common,
    method: 'POST',
    summary: 'Move the files of an organization to another storage; for superusers',
    describe: { body: moveStart, answer: move },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await startStorageMove(services, work, readValues(moveStart, body)))),
  },
  {
    ...common,
    method: 'GET',
    path: '/storages',
    summary: 'The storages that are open, between which organizations move; for superusers',
    describe: { answer: openStorage, isList: 'whole' },
    run: async ({ services, work, query }) => {
      refuseParameters(query, [])
      return ok(presentPage(listOpenStorages(services, work)))
    },
  },
]
