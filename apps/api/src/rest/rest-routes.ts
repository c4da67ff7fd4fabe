import { isBulkTarget } from '@groundwork/domain'
import { catalogue } from '@groundwork/services'
import { accessRoutes } from '../access/access-routes.ts'
import { auditRoutes } from '../audit/audit-routes.ts'
import { historyRoutes } from '../audit/history-routes.ts'
import { bulkJobRoutes } from '../bulk/bulk-job-routes.ts'
import { dataJobRoutes } from '../data-job/data-job-routes.ts'
import { documentRoutes } from '../document/document-routes.ts'
import { exportRoutes } from '../export/export-routes.ts'
import { archiveTicketRoutes } from '../file/archive-ticket-routes.ts'
import { contentRoutes } from '../file/content/content-routes.ts'
import { folderRoutes } from '../file/folder/folder-routes.ts'
import { importUrlRoutes } from '../file/import-url-routes.ts'
import { lifecycleRoutes } from '../file/lifecycle/lifecycle-routes.ts'
import { moveRoutes } from '../file/move/move-routes.ts'
import { quarantineRoutes } from '../file/quarantine/quarantine-routes.ts'
import { quotaRoutes } from '../file/quota/quota-routes.ts'
import { versionRoutes } from '../file/version/version-routes.ts'
import { apiKeyRoutes } from '../identity/api-key-routes.ts'
import { authRoutes } from '../identity/auth-routes.ts'
import { passwordResetRoutes } from '../identity/password-reset-routes.ts'
import { profileRoutes } from '../identity/profile-routes.ts'
import { secondFactorRoutes } from '../identity/second-factor-routes.ts'
import { sessionRoutes } from '../identity/session-routes.ts'
import { userAdministrationRoutes } from '../identity/user-administration-routes.ts'
import { importPlanRoutes } from '../import/import-plan-routes.ts'
import { fileLineageRoutes, jobLineageRoutes, lineageRoutes } from '../import/lineage-routes.ts'
import { importSessionRoutes } from '../import-session/import-session-routes.ts'
import { invitationRoutes } from '../organization/invitation-routes.ts'
import { userOrganizationsRoutes } from '../organization/user-organizations-routes.ts'
import { storedFilterRoutes } from '../saved-view/stored-filter-routes.ts'
import { shareRoutes } from '../share/share-routes.ts'
import { sharedRoutes } from '../share/shared-routes.ts'
import { tagRoutes } from '../tag/tag-routes.ts'
import { taxRoutes } from '../tax/tax-routes.ts'
import { plainDoors } from '../trpc/every-resource.ts'
import { unitRoutes } from '../unit/unit-routes.ts'
import { directRoutes } from '../upload/direct/direct-routes.ts'
import { bulkRoutes } from './bulk-routes.ts'
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
  ...plainDoors.flatMap(({ verbs, tree, many }) => [
    ...resourceRoutes(verbs),
    ...exportRoutes(verbs.resource),
    ...importPlanRoutes(verbs.resource),
    ...lineageRoutes(verbs.resource),
    ...(tree ? treeRoutes(verbs.resource, tree) : []),
    ...(many ? bulkRoutes(verbs.resource, many) : []),
    ...(many && isBulkTarget(verbs.resource) ? bulkJobRoutes(verbs.resource) : []),
  ]),
  ...resourceRoutes(catalogue.user, ['list', 'get', 'create', 'update']),
  ...exportRoutes(catalogue.user.resource),
  ...userOrganizationsRoutes,
  ...userAdministrationRoutes,
  ...accessRoutes,
  ...invitationRoutes,
  ...resourceRoutes(catalogue.file, ['list', 'get', 'update', 'remove']),
  ...exportRoutes(catalogue.file.resource),
  ...lifecycleRoutes,
  ...contentRoutes,
  ...quarantineRoutes,
  ...versionRoutes,
  ...folderRoutes,
  ...quotaRoutes,
  ...moveRoutes,
  ...shareRoutes,
  ...sharedRoutes,
  ...importUrlRoutes,
  ...archiveTicketRoutes,
  ...directRoutes,
  ...importSessionRoutes,
  ...dataJobRoutes,
  ...jobLineageRoutes,
  ...fileLineageRoutes,
  ...documentRoutes,
  ...storedFilterRoutes,
  ...tagRoutes,
  ...taxRoutes,
  ...unitRoutes,
  ...historyRoutes,
  ...auditRoutes,
]

/** Everything under /api/v1 that speaks JSON. Bytes have routes of their own in `file/`. */
export const restRoutes: readonly RestRoute[] = [...dataRoutes, openApiRoute(dataRoutes)]
