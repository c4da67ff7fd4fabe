import { Organization } from '@groundwork/domain'
import { catalogue, organizationTree } from '@groundwork/services'
import { apiKeyRoutes } from '../identity/api-key-routes.ts'
import { authRoutes } from '../identity/auth-routes.ts'
import { profileRoutes } from '../identity/profile-routes.ts'
import { openApiRoute } from './openapi-route.ts'
import { resourceRoutes } from './resource-routes.ts'
import type { RestRoute } from './route.ts'
import { treeRoutes } from './tree-routes.ts'

const dataRoutes: readonly RestRoute[] = [
  ...authRoutes,
  ...apiKeyRoutes,
  ...profileRoutes,
  ...resourceRoutes(catalogue.organizationType),
  ...resourceRoutes(catalogue.organization),
  ...treeRoutes(Organization, organizationTree),
  ...resourceRoutes(catalogue.user, ['list', 'get', 'create', 'update']),
  ...resourceRoutes(catalogue.role),
  ...resourceRoutes(catalogue.membership),
  ...resourceRoutes(catalogue.unitOfMeasure),
  ...resourceRoutes(catalogue.product),
  ...resourceRoutes(catalogue.file, ['list', 'get', 'update', 'remove', 'restore']),
]

/** Everything under /api/v1 that speaks JSON. Bytes have routes of their own in `file/`. */
export const restRoutes: readonly RestRoute[] = [...dataRoutes, openApiRoute(dataRoutes)]
