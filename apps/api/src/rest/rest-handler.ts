import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusePreview } from '@groundwork/domain'
import { identify } from '../http/identify.ts'
import { logRequest } from '../http/log-request.ts'
import { problemOf } from '../http/problem.ts'
import { originOf, requestIdOf } from '../http/request.ts'
import { networkOf } from '../http/request-limits.ts'
import { sendError, sendJson, sendMethodNotAllowed } from '../http/send.ts'
import type { ApiServices } from '../services.ts'
import { readBody } from './read-body.ts'
import type { Answer, Method, RestRoute } from './route.ts'
import { RouteTree } from './route-tree.ts'

const withBody = new Set<Method>(['POST', 'PUT', 'PATCH'])

/**
 * Answers everything below /api/v1 that is JSON. It stands before Express's own middleware, which it does not need:
 * measured, that is a third of a list's cost.
 */
export function restHandler(services: ApiServices, routes: readonly RestRoute[]) {
  const tree = new RouteTree(routes)

  return async (req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    const [path = '/', search = ''] = splitOnce(req.url ?? '/')
    const match = tree.match(path)
    if (!match) return next()
    const requestId = requestIdOf(req)
    res.setHeader('X-Request-Id', requestId)
    logRequest(services.log, req, res, requestId)
    try {
      const method = (req.method === 'HEAD' ? 'GET' : req.method) as Method
      const route = match.routes.get(method)
      if (!route) return sendMethodNotAllowed(res, [...match.routes.keys()], requestId)
      const answer = await run(services, route, { req, res, requestId, params: match.params, search })
      if (answer.json === undefined) res.writeHead(answer.status).end()
      else sendJson(res, answer.status, answer.json)
    } catch (error) {
      reportBug(services, error, requestId)
      sendError(res, error, requestId)
    }
  }
}

interface Request {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly requestId: string
  readonly params: Readonly<Record<string, string>>
  readonly search: string
}

async function run(services: ApiServices, route: RestRoute, request: Request): Promise<Answer> {
  const { req, res, requestId, params } = request
  const ip = services.clientAddress(req)
  const origin = originOf(req, { requestId, ip })
  const query = new URLSearchParams(request.search)
  await services.limits.takeFrom(networkOf(ip))
  if (route.access === 'public') {
    const body = withBody.has(route.method) ? await readBody(req) : undefined
    return route.run({ services, origin, params, query, body, req, res })
  }
  // Who is asking comes first: a stranger's body is not read.
  const work = await identify(services, req, origin)
  const { actor: principal } = work
  if (route.method !== 'GET') refusePreview(principal)
  const body = withBody.has(route.method) || route.hasBody ? await readBody(req) : undefined
  return route.run({ services, principal, work, params, query, body, req, res })
}

/** What is not meant for the caller is a bug, and is written down whole: here and nowhere else. */
export function reportBug({ log }: Pick<ApiServices, 'log'>, error: unknown, requestId: string): void {
  if (problemOf(error).code === 'internal' && !hasHungUp(error)) log.error({ err: error, requestId }, 'request failed')
}

/** A caller who breaks off in the middle of a body is not worth a line. */
const hasHungUp = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')

const splitOnce = (url: string): [string, string] => {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}
