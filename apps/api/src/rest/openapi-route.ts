import { storageOperations } from '../audit/storage-operations.ts'
import { byteOperations } from '../file/byte-operations.ts'
import { openApiDocument } from './openapi.ts'
import { ok, type RestRoute } from './route.ts'

/** The document does not change while the process lives, so it is written once. */
export function openApiRoute(routes: readonly RestRoute[]): RestRoute {
  let text: string | undefined
  return {
    method: 'GET',
    path: '/openapi.json',
    tag: 'documentation',
    summary: 'This document',
    access: 'public',
    run: async ({ services }) => {
      const others = { ...byteOperations, ...storageOperations }
      text ??= JSON.stringify(openApiDocument(routes, others, services.config.publicUrl))
      return ok(text)
    },
  }
}
