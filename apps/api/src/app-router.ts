import { catalogue, organizationTree } from '@groundwork/services'
import { fileRouter } from './file/file-router.ts'
import { apiKeyRouter } from './identity/api-key-router.ts'
import { authRouter } from './identity/auth-router.ts'
import { profileRouter } from './identity/profile-router.ts'
import { eventRouter } from './realtime/event-router.ts'
import { systemRouter } from './system/system-router.ts'
import { resourceProcedures } from './trpc/resource-procedures.ts'
import { treeProcedures } from './trpc/tree-procedures.ts'
import { router } from './trpc/trpc.ts'

export const appRouter = router({
  auth: authRouter,
  apiKey: apiKeyRouter,
  events: eventRouter,
  file: fileRouter,
  membership: router(resourceProcedures(catalogue.membership)),
  organization: router({ ...resourceProcedures(catalogue.organization), ...treeProcedures(organizationTree) }),
  organizationType: router(resourceProcedures(catalogue.organizationType)),
  product: router(resourceProcedures(catalogue.product)),
  profile: profileRouter,
  role: router(resourceProcedures(catalogue.role)),
  system: systemRouter,
  unitOfMeasure: router(resourceProcedures(catalogue.unitOfMeasure)),
  user: router(resourceProcedures(catalogue.user)),
})

/** The whole API as a type: what the client is typed by. */
export type AppRouter = typeof appRouter
