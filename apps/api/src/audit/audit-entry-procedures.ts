import { catalogue } from '@groundwork/services'
import { resourceProcedures } from '../trpc/resource-procedures.ts'

const { list, get } = resourceProcedures(catalogue.auditEntry)

/** Read and nothing else. */
export const auditEntryProcedures = { list, get }
