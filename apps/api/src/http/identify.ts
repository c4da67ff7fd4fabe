import type { IncomingMessage } from 'node:http'
import type { RequestOrigin } from '@groundwork/db'
import { type CallerContext, callerContext } from '@groundwork/services'
import type { ApiServices } from '../services.ts'
import { credentialsOf } from './request.ts'

/** Who makes a request, counted. @throws DomainError unauthenticated, rate_limited */
export async function identify(
  services: ApiServices,
  req: IncomingMessage,
  origin: RequestOrigin,
): Promise<CallerContext> {
  const work = await callerContext(services, credentialsOf(req), origin)
  await services.limits.takeFor(work.actor)
  return work
}
