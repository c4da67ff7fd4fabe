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

export type ByteRoute =
  | { readonly method: 'GET' | 'POST'; readonly access: 'signed-in'; readonly run: (call: ByteCall) => Promise<void> }
  /** The address itself carries the right. */
  | {
      readonly method: 'GET' | 'POST'
      readonly access: 'public'
      readonly run: (call: PublicByteCall) => Promise<void>
    }

export interface ByteMatch {
  readonly route: ByteRoute
  /** What the address names. */
  readonly key: string
}

/** Null for an address that is somebody else's to answer. */
export type FindByteRoute = (path: string, method: string | undefined, req: IncomingMessage) => ByteMatch | null

/** Answers requests that move bytes; passes everything else on. */
export function byteHandler(services: ApiServices, find: FindByteRoute) {
  return async (req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    const [path = '', search = ''] = (req.url ?? '').split('?', 2)
    const match = find(path, req.method, req)
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

const methodOf = ({ method }: IncomingMessage) => (method === 'HEAD' ? 'GET' : method)

/** Who is asking comes first: a stranger's body is not read. */
async function answer(route: ByteRoute, { origin, ...call }: PublicByteCall): Promise<void> {
  if (route.access === 'public') return route.run({ ...call, origin })
  const work = await identify(call.services, call.req, origin)
  refusePreview(work.actor)
  await route.run({ ...call, work })
}
