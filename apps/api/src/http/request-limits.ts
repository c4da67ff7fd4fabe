import type { IncomingMessage } from 'node:http'
import { DomainError } from '@groundwork/domain'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export interface RequestLimits {
  /** Counts one request. @throws DomainError rate_limited */
  take(req: IncomingMessage): Promise<void>
}

/**
 * A bound on runaway callers, per credential and per network address, in this process. It is kept in memory on purpose:
 * a round trip to Redis for each request would cost more than the request (docs/decisions/007).
 */
export function requestLimits({ perMinute }: { readonly perMinute: number }): RequestLimits {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return {
    take: async (req) => {
      try {
        await limiter.consume(callerKey(req))
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes ? limited(Math.ceil(refusal.msBeforeNext / 1000)) : refusal
      }
    },
  }
}

/** Built from the credential as sent: no lookup is needed to refuse, and a wrong one only limits itself. */
function callerKey({ headers, socket }: IncomingMessage): string {
  const apiKey = headers['x-api-key']
  return headers.authorization ?? (typeof apiKey === 'string' ? apiKey : networkOf(socket.remoteAddress ?? ''))
}

/** One caller owns a whole IPv6 /64. */
const networkOf = (address: string) =>
  address.includes(':') && !address.startsWith('::ffff:') ? address.split(':', 4).join(':') : address

const limited = (seconds: number) =>
  new DomainError('rate_limited', `Too many requests. Try again in ${seconds} seconds.`, {
    details: { retryAfter: seconds },
  })
