import type { IncomingMessage } from 'node:http'
import type { Principal } from '@groundwork/domain'
import { authenticate } from '@groundwork/services'
import type { ApiServices } from '../services.ts'
import { credentialsOf } from './request.ts'

/** Who makes a request, counted. @throws DomainError unauthenticated, rate_limited */
export async function identify(services: ApiServices, req: IncomingMessage): Promise<Principal> {
  const principal = await authenticate(services, credentialsOf(req))
  await services.limits.takeFor(principal)
  return principal
}
