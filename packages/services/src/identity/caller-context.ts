import type { RequestOrigin, WorkContext } from '@groundwork/db'
import type { Principal } from '@groundwork/domain'
import { type Credentials, recognise } from './authenticate.ts'
import type { IdentityServices } from './identity-services.ts'
import { lasting } from './lasting.ts'

/** Together with what a principal is remembered for, a right that was taken away is felt within five seconds. Looks come once a second. */
const FRESH_MS = 2900

/** Of somebody who has shown who they are. */
export interface CallerContext extends WorkContext {
  readonly actor: Principal
}

/** Who makes a request, and how to find out who they are by then where it takes long. @throws DomainError unauthenticated */
export async function callerContext(
  services: IdentityServices,
  credentials: Credentials,
  origin: RequestOrigin,
): Promise<CallerContext> {
  const look = await recognise(services, credentials)
  const find = async (): Promise<CallerContext> => ({ actor: await look(), origin })
  return lasting(await find(), { clock: services.clock, freshMs: FRESH_MS, find })
}
