import { catalogue } from '@groundwork/services'
import { accessRouter } from './access/access-router.ts'
import { auditEntryProcedures } from './audit/audit-entry-procedures.ts'
import { dataJobProcedures } from './data-job/data-job-procedures.ts'
import { documentProcedures } from './document/document-procedures.ts'
import { exportProcedures } from './export/export-procedures.ts'
import { fileRouter } from './file/file-router.ts'
import { folderProcedures } from './file/folder/folder-procedures.ts'
import { storageMoveProcedures } from './file/move/move-procedures.ts'
import { storagePolicyProcedures, storageQuotaProcedures } from './file/quota/quota-procedures.ts'
import { apiKeyRouter } from './identity/api-key-router.ts'
import { authRouter } from './identity/auth-router.ts'
import { profileRouter } from './identity/profile-router.ts'
import { userAdministrationProcedures } from './identity/user-administration-procedures.ts'
import { importSessionProcedures } from './import-session/import-session-procedures.ts'
import { invitationProcedures } from './organization/invitation-procedures.ts'
import { userOrganizationsProcedures } from './organization/user-organizations-procedures.ts'
import { eventRouter } from './realtime/event-router.ts'
import { storedFilterProcedures } from './saved-view/stored-filter-procedures.ts'
import { fileLinkRouter } from './share/link-procedures.ts'
import { fileShareRouter } from './share/share-procedures.ts'
import { systemRouter } from './system/system-router.ts'
import { tagProcedures } from './tag/tag-procedures.ts'
import { taxProcedures } from './tax/tax-procedures.ts'
import { everyResource } from './trpc/every-resource.ts'
import { resourceProcedures } from './trpc/resource-procedures.ts'
import { router } from './trpc/trpc.ts'
import { without } from './trpc/without.ts'
import { unitProcedures } from './unit/unit-procedures.ts'
import { directRouter } from './upload/direct/direct-router.ts'

/** The resources of the registry by themselves, and what is said otherwise or besides. */
export const appRouter = router({
  ...everyResource,
  access: accessRouter,
  auditEntry: router(auditEntryProcedures),
  auth: authRouter,
  apiKey: apiKeyRouter,
  dataJob: router(dataJobProcedures),
  document: router({ ...everyResource.document, ...documentProcedures }),
  events: eventRouter,
  file: fileRouter,
  fileLink: fileLinkRouter,
  fileShare: fileShareRouter,
  folder: router(folderProcedures),
  importSession: router(importSessionProcedures),
  invitation: router(invitationProcedures),
  profile: profileRouter,
  storageMove: router(storageMoveProcedures),
  storagePolicy: router(storagePolicyProcedures),
  storageQuota: router(storageQuotaProcedures),
  storedFilter: router({ ...everyResource.storedFilter, ...storedFilterProcedures }),
  system: systemRouter,
  tag: router({ ...everyResource.tag, ...tagProcedures }),
  taxRate: router({ ...everyResource.taxRate, ...taxProcedures }),
  unitOfMeasure: router({ ...everyResource.unitOfMeasure, ...unitProcedures }),
  upload: directRouter,
  user: router({
    // A person who leaves is deactivated: what they made and did keeps their name.
    ...without(resourceProcedures(catalogue.user), 'remove', 'restore'),
    ...exportProcedures(catalogue.user.resource),
    ...userOrganizationsProcedures,
    ...userAdministrationProcedures,
  }),
})

/** The whole API as a type: what the client is typed by. */
export type AppRouter = typeof appRouter
