import { Organization } from '@groundwork/domain'
import { catalogue, organizationTree } from '@groundwork/services'
import { accessRoutes } from '../access/access-routes.ts'
import { auditRoutes } from '../audit/audit-routes.ts'
import { historyRoutes } from '../audit/history-routes.ts'
import { apiKeyRoutes } from '../identity/api-key-routes.ts'
import { authRoutes } from '../identity/auth-routes.ts'
import { passwordResetRoutes } from '../identity/password-reset-routes.ts'
import { profileRoutes } from '../identity/profile-routes.ts'
import { secondFactorRoutes } from '../identity/second-factor-routes.ts'
import { sessionRoutes } from '../identity/session-routes.ts'
import { userAdministrationRoutes } from '../identity/user-administration-routes.ts'
import { invitationRoutes } from '../organization/invitation-routes.ts'
import { userOrganizationsRoutes } from '../organization/user-organizations-routes.ts'
import { openApiRoute } from './openapi-route.ts'
import { resourceRoutes } from './resource-routes.ts'
import type { RestRoute } from './route.ts'
import { treeRoutes } from './tree-routes.ts'

const dataRoutes: readonly RestRoute[] = [
  ...authRoutes,
  ...passwordResetRoutes,
  ...sessionRoutes,
  ...secondFactorRoutes,
  ...apiKeyRoutes,
  ...profileRoutes,
  ...resourceRoutes(catalogue.organizationType),
  ...resourceRoutes(catalogue.organization),
  ...treeRoutes(Organization, organizationTree),
  ...resourceRoutes(catalogue.user, ['list', 'get', 'create', 'update']),
  ...userOrganizationsRoutes,
  ...userAdministrationRoutes,
  ...resourceRoutes(catalogue.role),
  ...accessRoutes,
  ...resourceRoutes(catalogue.membership),
  ...invitationRoutes,
  ...resourceRoutes(catalogue.unitOfMeasure),
  ...resourceRoutes(catalogue.product),
  ...resourceRoutes(catalogue.file, ['list', 'get', 'update', 'remove', 'restore']),
  ...historyRoutes,
  ...auditRoutes,
]

/** Everything under /api/v1 that speaks JSON. Bytes have routes of their own in `file/`. */
export const restRoutes: readonly RestRoute[] = [...dataRoutes, openApiRoute(dataRoutes)]
