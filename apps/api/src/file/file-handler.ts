import type { ApiServices } from '../services.ts'
import { archiveRoute, archiveTicketRoute } from './archive-routes.ts'
import type { ByteCall } from './byte-call.ts'
import { type ByteMatch, byteHandler } from './byte-handler.ts'
import { accessUrlRoute, derivativeRoute, downloadRoute, signedRoute } from './download-routes.ts'
import { quarantinedRoute, quarantinedTicketRoute } from './quarantine/quarantine-routes.ts'
import { uploadRoute, versionUploadRoute } from './upload-route.ts'
import { versionTicketRoute } from './version/version-routes.ts'

type Run = (call: ByteCall) => Promise<void>

const onFile: Readonly<Record<string, Run>> = {
  download: downloadRoute,
  thumbnail: derivativeRoute('thumbnail'),
  optimised: derivativeRoute('optimised'),
  pdf: derivativeRoute('pdf'),
  quarantined: quarantinedRoute,
  'access-url': accessUrlRoute,
}

/** One address, two ways in: a ticket is spent by fetching it, so that asking for its headers alone must not. */
const archived = { method: 'POST', access: 'signed-in', run: archiveRoute } as const
const ticketed = { method: 'GET', access: 'public', run: archiveTicketRoute } as const

const heldBack = { method: 'GET', access: 'public', run: quarantinedTicketRoute } as const
const ofVersion = { method: 'GET', access: 'public', run: versionTicketRoute } as const

/** Answers what moves bytes below /api/v1/files. Mounted at /api/v1, before the JSON routes; passes everything else on. */
export const fileHandler = (services: ApiServices) => byteHandler(services, routeFor)

function routeFor(path: string, method: string | undefined): ByteMatch | null {
  const [, first = '', second = ''] = /^\/files\/([^/]{1,400})(?:\/([^/]{1,400}))?\/?$/.exec(path) ?? []
  if (first === 'upload' && !second)
    return { route: { method: 'POST', access: 'signed-in', run: uploadRoute }, key: '' }
  if (first === 'zip' && !second) return { route: method === 'GET' ? ticketed : archived, key: '' }
  if (first === 'quarantined' && second === 'bytes') return method === 'GET' ? { route: heldBack, key: '' } : null
  if (first === 'versions' && second === 'bytes') return method === 'GET' ? { route: ofVersion, key: '' } : null
  if (first === 'signed' && second) return { route: { method: 'GET', access: 'public', run: signedRoute }, key: second }
  if (second === 'versions' && method === 'POST')
    return { route: { method: 'POST', access: 'signed-in', run: versionUploadRoute }, key: first }
  const run = Object.hasOwn(onFile, second) ? onFile[second] : undefined
  return run ? { route: { method: 'GET', access: 'signed-in', run }, key: first } : null
}
