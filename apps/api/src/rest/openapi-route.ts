import { importOperations } from '../data-job/import-operations.ts'
import { templateOperations } from '../export/template-operations.ts'
import { byteOperations } from '../file/byte-operations.ts'
import { publicLinkOperations } from '../public-link/link-doors.ts'
import { storageOperations } from '../storage/storage-operations.ts'
import { tusOperations } from '../upload/tus-operations.ts'
import { openApiDocument } from './openapi.ts'
import { ok, type RestRoute } from './route.ts'

/** The document does not change while the process lives, so it is written once, also for those who ask while it is being written. */
export function openApiRoute(routes: readonly RestRoute[]): RestRoute {
  let text: Promise<string> | undefined
  return {
    method: 'GET',
    path: '/openapi.json',
    tag: 'documentation',
    summary: 'This document',
    access: 'public',
    run: async ({ services }) => {
      const others = {
        ...byteOperations,
        ...importOperations,
        ...templateOperations,
        ...tusOperations,
        ...storageOperations,
        ...publicLinkOperations,
      }
      text ??= openApiDocument(routes, others, services.config.publicUrl).then((document) => JSON.stringify(document))
      try {
        return ok(await text)
      } catch (error) {
        text = undefined
        throw error
      }
    },
  }
}
