import type { IncomingMessage } from 'node:http'
import { callerContext } from '@groundwork/services'
import { type Credentials, credentialsOf, originOf, requestIdOf } from '../http/request.ts'
import { networkOf } from '../http/request-limits.ts'
import type { ApiServices } from '../services.ts'
import type { TrpcContext } from './trpc.ts'

/** The context of an HTTP call, or of a socket whose credentials came with its first message. */
export function createContext(services: ApiServices, req: IncomingMessage, given?: Credentials): TrpcContext {
  const requestId = requestIdOf(req)
  const ip = services.clientAddress(req)
  const credentials = given ?? credentialsOf(req)
  const origin = originOf(req, { requestId, ip })
  return {
    services,
    requestId,
    origin,
    network: networkOf(ip),
    identify: () => callerContext(services, credentials, origin),
  }
}

/** What a browser sends when it opens the socket, where it cannot set headers. Whoever sends neither may have set one. */
export function socketCredentials(
  params: Readonly<Record<string, string | undefined>> | null,
): Credentials | undefined {
  if (!params) return undefined
  const { token, apiKey } = params
  return token || apiKey ? { ...(token && { bearer: token }), ...(apiKey && { apiKey }) } : undefined
}
