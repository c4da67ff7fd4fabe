import type { AnswerCache, Config, DerivedKeys, FileServices, IdentityServices } from '@groundwork/services'
import type { Logger } from 'pino'
import type { ClientAddress } from './http/client-address.ts'
import type { Readiness } from './http/readiness.ts'
import type { RequestLimits } from './http/request-limits.ts'
import type { EventHub } from './realtime/event-hub.ts'

/** Everything the API's use cases need, made once when the process starts. */
export interface ApiServices extends IdentityServices, FileServices {
  readonly config: Config
  readonly keys: DerivedKeys
  readonly log: Logger
  readonly limits: RequestLimits
  readonly answers: AnswerCache
  readonly clientAddress: ClientAddress
  readonly events: EventHub
  readonly readiness: Readiness
}
