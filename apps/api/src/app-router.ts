import { catalogue, organizationTree } from '@groundwork/services'
import { accessRouter } from './access/access-router.ts'
import { auditEntryProcedures } from './audit/audit-entry-procedures.ts'
import { fileRouter } from './file/file-router.ts'
import { apiKeyRouter } from './identity/api-key-router.ts'
import { authRouter } from './identity/auth-router.ts'
import { profileRouter } from './identity/profile-router.ts'
import { userAdministrationProcedures } from './identity/user-administration-procedures.ts'
import { invitationProcedures } from './organization/invitation-procedures.ts'
import { userOrganizationsProcedures } from './organization/user-organizations-procedures.ts'
import { eventRouter } from './realtime/event-router.ts'
import { systemRouter } from './system/system-router.ts'
import { resourceProcedures } from './trpc/resource-procedures.ts'
import { treeProcedures } from './trpc/tree-procedures.ts'
import { router } from './trpc/trpc.ts'
import { without } from './trpc/without.ts'

export const appRouter = router({
  access: accessRouter,
  auditEntry: router(auditEntryProcedures),
  auth: authRouter,
  apiKey: apiKeyRouter,
  events: eventRouter,
  file: fileRouter,
  invitation: router(invitationProcedures),
  membership: router(resourceProcedures(catalogue.membership)),
  organization: router({ ...resourceProcedures(catalogue.organization), ...treeProcedures(organizationTree) }),
  organizationType: router(resourceProcedures(catalogue.organizationType)),
  product: router(resourceProcedures(catalogue.product)),
  profile: profileRouter,
  role: router(resourceProcedures(catalogue.role)),
  system: systemRouter,
  unitOfMeasure: router(resourceProcedures(catalogue.unitOfMeasure)),
  user: router({
    // A person who leaves is deactivated: what they made and did keeps their name.
    ...without(resourceProcedures(catalogue.user), 'remove', 'restore'),
    ...userOrganizationsProcedures,
    ...userAdministrationProcedures,
  }),
})

/** The whole API as a type: what the client is typed by. */
export type AppRouter = typeof appRouter
