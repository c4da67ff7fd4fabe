import { describeStored } from '@groundwork/services'
import type { ByteCall } from '../file/byte-call.ts'
import { type ByteMatch, byteHandler } from '../file/byte-handler.ts'
import { sendJson } from '../http/send.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import type { ApiServices } from '../services.ts'
import { shownMetadata } from './storage-shapes.ts'
import { appZipUploadRoute, receiptUploadRoute, storageUploadRoute } from './storage-upload-routes.ts'

const uploads: Readonly<Record<string, (call: ByteCall) => Promise<void>>> = {
  upload: storageUploadRoute,
  'receipt-upload': receiptUploadRoute,
  'app-zip-upload': appZipUploadRoute,
}

/** Answers the storage service's uploads, and its metadata, whose path has slashes of its own. Mounted at /api/storage. */
export const storageHandler = (services: ApiServices) => byteHandler(services, routeFor)

function routeFor(path: string): ByteMatch | null {
  const [, verb = '', rest = ''] = /^\/([a-z-]{1,30})(?:\/(.{0,600}))?$/.exec(path) ?? []
  if (verb === 'metadata' && rest)
    return { route: { method: 'GET', access: 'signed-in', run: metadataRoute }, key: rest.replace(/\/$/, '') }
  const run = rest === '' && Object.hasOwn(uploads, verb) ? uploads[verb] : undefined
  return run ? { route: { method: 'POST', access: 'signed-in', run }, key: '' } : null
}

/** GET /api/storage/metadata/{file_path}. */
async function metadataRoute({ services, work, res, key, query }: ByteCall): Promise<void> {
  refuseParameters(query)
  sendJson(res, 200, shownMetadata(await describeStored(services, work, decoded(key))))
}

/** A malformed escape names nothing, so it is looked up as it stands and not found. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
