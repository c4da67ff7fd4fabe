import type { Database } from '@groundwork/db'
import type { DomainEvent } from '@groundwork/domain'
import { type Config, createFileServices, createIdentityServices, deriveKeys } from '@groundwork/services'
import { openStorageSet } from '@groundwork/storage'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { clientAddressBehind } from './http/client-address.ts'
import { watchReadiness } from './http/readiness.ts'
import { requestLimits } from './http/request-limits.ts'
import { redisThrottle } from './identity/redis-throttle.ts'
import { redisAnswerCache } from './import-session/redis-answer-cache.ts'
import { openEventHub } from './realtime/event-hub.ts'
import { forgetChanged } from './realtime/forget-changed.ts'
import { createApiServer } from './server.ts'
import type { ApiServices } from './services.ts'

interface Given {
  readonly config: Config
  readonly log: Logger
  readonly database: Database
  readonly environment: Readonly<Record<string, string | undefined>>
}

export interface RunningApi {
  readonly services: ApiServices
  /** Where it listens; of use when the configured port is 0. */
  readonly port: number
  /** Lets requests under way end, then closes what was opened here. The database is its opener's to close. */
  stop(): Promise<void>
}

/** Composes the API's services and listens. The one place where they are put together. */
export async function startApi({ config, log, database, environment }: Given): Promise<RunningApi> {
  const keys = deriveKeys(config.secret)
  const storages = await openStorageSet(config.storage)
  const redis = new Redis(config.redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 1000 })
  redis.on('error', (error: Error) => log.warn({ err: error }, 'Redis does not answer'))
  const identity = createIdentityServices({ database, keys, throttle: redisThrottle({ redis, log, config }) })
  const heard = (event: DomainEvent) => forgetChanged(identity.principals, event)
  const events = openEventHub({ redisUrl: config.redisUrl, database, log, heard })

  const services: ApiServices = {
    ...identity,
    ...(await createFileServices({ database, storages, keys, config, log, environment })),
    keys,
    config,
    events,
    answers: redisAnswerCache({ redis, log, config }),
    clientAddress: clientAddressBehind(config.trustedProxies),
    limits: requestLimits({ perMinute: config.requestsPerMinute }),
    readiness: watchReadiness({ database, redis, storage: storages.main, now: Date.now }),
  }
  if (config.mail.kind === 'off') {
    log.warn('mail is off: SMTP_URL is not set, so nobody can be invited, and no forgotten password be replaced')
  }
  const server = createApiServer(services)
  const port = await listen(server.http, config.port)

  return {
    services,
    port,
    stop: async () => {
      services.readiness.drain()
      await server.close()
      await events.close()
      redis.disconnect()
      await storages.close()
    },
  }
}

function listen(http: ReturnType<typeof createApiServer>['http'], port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, () => {
      const address = http.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
