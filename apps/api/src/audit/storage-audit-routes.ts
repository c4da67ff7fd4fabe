import { snakeCase } from '@groundwork/domain'
import { type FileOperation, type FileOperationLog, fileOperations, listFileOperations } from '@groundwork/services'
import { z } from 'zod'
import { inSnakeCase } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { readValues } from '../rest/resource-routes.ts'
import { ok, type RestRoute } from '../rest/route.ts'

const operations = Object.keys(fileOperations) as [FileOperation, ...FileOperation[]]
const operation = z
  .string()
  .transform((word) => word.toUpperCase())
  .pipe(z.enum(operations))
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'Expected a day or a moment')
  .transform((text) => new Date(text).toISOString())

const query = z.strictObject({
  filePath: z.string().min(1).max(500).optional(),
  actionType: operation.optional(),
  userId: z.uuid().optional(),
  start: moment.optional(),
  end: moment.optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'Expected a whole number from 1 to 1000')
    .transform(Number)
    .pipe(z.int().min(1).max(1000))
    .default(100),
})

/** The storage service's own paths and shapes (seed 003), below /api/storage. */
export const storageAuditRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/audit-logs',
    tag: 'storage',
    summary: 'List what was done with files, the newest first',
    access: 'signed-in',
    run: async ({ services, work, query: given }) => {
      refuseParameters(given, Object.keys(query.shape).map(snakeCase))
      const logs = await listFileOperations(services, work, readValues(query, Object.fromEntries(given)))
      return ok(JSON.stringify({ success: true, logs: logs.map(present), count: logs.length }))
    },
  },
]

const present = ({ metadata, ...log }: FileOperationLog) => inSnakeCase({ ...log, metadata: inSnakeCase(metadata) })
