import type { IncomingMessage, ServerResponse } from 'node:http'
import { asSystem, type WorkContext } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'
import { authenticate } from '@groundwork/services'
import { ZodError } from 'zod'
import { logRequest } from '../http/log-request.ts'
import { fromZod } from '../http/problem.ts'
import { credentialsOf, originOf, requestIdOf } from '../http/request.ts'
import { sendError } from '../http/send.ts'
import { reportBug } from '../rest/rest-handler.ts'
import type { ApiServices } from '../services.ts'
import type { ByteCall } from './byte-call.ts'
import { accessUrlRoute, derivativeRoute, downloadRoute, signedRoute } from './download-routes.ts'
import { uploadRoute } from './upload-route.ts'

type Run = (call: ByteCall) => Promise<void>

interface ByteRoute {
  readonly method: 'GET' | 'POST'
  readonly run: Run
  /** The address itself carries the right. */
  readonly isPublic?: true
}

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
      refuseOtherMethods(req, res, route)
      await services.limits.take(req)
      const work = await contextFor(services, { req, requestId, isPublic: route.isPublic === true })
      await route.run({ services, work, req, res, key, query: new URLSearchParams(search) })
    } catch (error) {
      const shown = error instanceof ZodError ? fromZod(error) : error
      reportBug(services, shown, requestId)
      sendError(res, shown, requestId)
    }
  }
}

function routeFor(path: string): { readonly route: ByteRoute; readonly key: string } | null {
  const [, first = '', second = ''] = /^\/files\/([^/]{1,400})(?:\/([^/]{1,400}))?\/?$/.exec(path) ?? []
  if (first === 'upload' && !second) return { route: { method: 'POST', run: uploadRoute }, key: '' }
  if (first === 'signed' && second) return { route: { method: 'GET', run: signedRoute, isPublic: true }, key: second }
  const run = Object.hasOwn(onFile, second) ? onFile[second] : undefined
  return run ? { route: { method: 'GET', run }, key: first } : null
}

function refuseOtherMethods(req: IncomingMessage, res: ServerResponse, { method }: ByteRoute): void {
  const given = req.method === 'HEAD' ? 'GET' : req.method
  if (given === method) return
  res.setHeader('Allow', method)
  throw new DomainError('invalid', `Only ${method} is possible here`, { reason: 'method_not_allowed' })
}

interface Caller {
  readonly req: IncomingMessage
  readonly requestId: string
  readonly isPublic: boolean
}

/** Who is asking comes first: a stranger's body is not read. */
async function contextFor(services: ApiServices, { req, requestId, isPublic }: Caller): Promise<WorkContext> {
  const origin = originOf(req, requestId)
  if (isPublic) return asSystem('the address itself carries the right', origin)
  return { actor: await authenticate(services, credentialsOf(req)), origin }
}
