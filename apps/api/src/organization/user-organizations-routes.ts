import { Organization } from '@groundwork/domain'
import { listUserOrganizations } from '@groundwork/services'
import { presentRest } from '../rest/present.ts'
import { idOf } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

/** `GET /users/{id}/organizations/` (seed 001, `User.get_organizations`). */
export const userOrganizationsRoutes: readonly PrivateRoute[] = [
  {
    access: 'signed-in',
    method: 'GET',
    path: '/users/{id}/organizations',
    tag: 'users',
    summary: 'The organizations that a user is an active member of',
    describe: { answer: Organization.read, isList: true },
    run: async ({ services, work, params }) => {
      const rows = await listUserOrganizations(services, work, idOf(params))
      const results = rows.map((row) => presentRest(Organization, row)).join(',')
      return ok(`{"count":${rows.length},"next":null,"previous":null,"results":[${results}]}`)
    },
  },
]
