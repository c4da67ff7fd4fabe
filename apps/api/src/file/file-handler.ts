import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusePreview } from '@groundwork/domain'
import { ZodError } from 'zod'
import { identify } from '../http/identify.ts'
import { logRequest } from '../http/log-request.ts'
import { fromZod } from '../http/problem.ts'
import { originOf, requestIdOf } from '../http/request.ts'
import { networkOf } from '../http/request-limits.ts'
import { sendError, sendMethodNotAllowed } from '../http/send.ts'
import { reportBug } from '../rest/rest-handler.ts'
import type { ApiServices } from '../services.ts'
import type { ByteCall, PublicByteCall } from './byte-call.ts'
import { accessUrlRoute, derivativeRoute, downloadRoute, signedRoute } from './download-routes.ts'
import { uploadRoute } from './upload-route.ts'

type Run = (call: ByteCall) => Promise<void>

type ByteRoute =
  | { readonly method: 'GET' | 'POST'; readonly access: 'signed-in'; readonly run: Run }
  /** The address itself carries the right. */
  | { readonly method: 'GET'; readonly access: 'public'; readonly run: (call: PublicByteCall) => Promise<void> }

const onFile: Readonly<Record<string, Run>> = {
  download: downloadRoute,
  thumbnail: derivativeRoute('thumbnail'),
  optimised: derivativeRoute('optimised'),
  'access-url': accessUrlRoute,
}

/** Answers what moves bytes below /api/v1/files. Mounted at /api/v1, before the JSON routes; passes everything else on. */
export function fileHandler(services: ApiServices) {
  return async (req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    const [path = '', search = ''] = (req.url ?? '').split('?', 2)
    const match = routeFor(path)
    if (!match) return next()
    const requestId = requestIdOf(req)
    res.setHeader('X-Request-Id', requestId)
    logRequest(services.log, req, res, requestId)
    try {
      const { route, key } = match
      if (methodOf(req) !== route.method) return sendMethodNotAllowed(res, [route.method], requestId)
      const ip = services.clientAddress(req)
      await services.limits.takeFrom(networkOf(ip))
      const call = { services, req, res, key, query: new URLSearchParams(search) }
      await answer(route, { ...call, origin: originOf(req, { requestId, ip }) })
    } catch (error) {
      const shown = error instanceof ZodError ? fromZod(error) : error
      reportBug(services, shown, requestId)
      sendError(res, shown, requestId)
    }
  }
}

function routeFor(path: string): { readonly route: ByteRoute; readonly key: string } | null {
  const [, first = '', second = ''] = /^\/files\/([^/]{1,400})(?:\/([^/]{1,400}))?\/?$/.exec(path) ?? []
  if (first === 'upload' && !second)
    return { route: { method: 'POST', access: 'signed-in', run: uploadRoute }, key: '' }
  if (first === 'signed' && second) return { route: { method: 'GET', access: 'public', run: signedRoute }, key: second }
  const run = Object.hasOwn(onFile, second) ? onFile[second] : undefined
  return run ? { route: { method: 'GET', access: 'signed-in', run }, key: first } : null
}

const methodOf = ({ method }: IncomingMessage) => (method === 'HEAD' ? 'GET' : method)

/** Who is asking comes first: a stranger's body is not read. */
async function answer(route: ByteRoute, { origin, ...call }: PublicByteCall): Promise<void> {
  if (route.access === 'public') return route.run({ ...call, origin })
  const actor = await identify(call.services, call.req)
  refusePreview(actor)
  await route.run({ ...call, work: { actor, origin } })
}
