import { clearDefaultView, readDefaultViews, setDefaultView } from '@groundwork/services'
import { z } from 'zod'
import { readOrganization } from '../file/lifecycle/read-organization.ts'
import { presentPlain } from '../rest/present.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'
import { defaultBody, listPlace } from './stored-filter-procedures.ts'

const defaults = z.object({ mine: z.uuid().nullable(), organization: z.uuid().nullable() })
const common = { access: 'signed-in', tag: 'stored-filters' } as const

export const storedFilterRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    path: '/stored-filters/defaults',
    summary: 'The views that a list starts with: the own choice, and the organization’s',
    describe: { answer: defaults, parameters: ['organization', 'resource'] },
    run: async (call) => {
      const organization = readOrganization(call, ['resource'])
      const place = { organization, resource: call.query.get('resource') ?? undefined }
      return ok(presentPlain(await readDefaultViews(call.services, call.work, readValues(listPlace, place))))
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/stored-filters/{id}/set-default',
    summary: 'Start a list with this view',
    describe: { body: defaultBody, answer: defaults },
    run: async ({ services, work, params, body }) => {
      const change = { id: idOf(params), ...readValues(defaultBody, body) }
      return ok(presentPlain(await setDefaultView(services, work, change)))
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/stored-filters/{id}/clear-default',
    summary: 'Start a list without this view again',
    describe: { body: defaultBody, answer: defaults },
    run: async ({ services, work, params, body }) => {
      const change = { id: idOf(params), ...readValues(defaultBody, body) }
      return ok(presentPlain(await clearDefaultView(services, work, change)))
    },
  },
]
