import { isIPv4 } from 'node:net'
import { DomainError, type Principal } from '@groundwork/domain'
import { networkOf as wideNetworkOf } from '@groundwork/services'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export interface RequestLimits {
  /** Counts a request of this network, before anything is known of the caller. @throws DomainError rate_limited */
  takeFrom(network: string): Promise<void>
  /** Counts a request of a caller who is known. @throws DomainError rate_limited */
  takeFor(principal: Principal): Promise<void>
}

/**
 * A bound on runaway callers, by network address and by user or key, in this process. It is kept in memory on purpose: a
 * round trip to Redis for each request would cost more than the request (docs/decisions/007). Only what we know is
 * counted by: a header that the caller makes up would give each request a bucket of its own.
 */
export function requestLimits({ perMinute }: { readonly perMinute: number }): RequestLimits {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  const take = async (key: string) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? limited(Math.ceil(refusal.msBeforeNext / 1000)) : refusal
    }
  }
  return {
    takeFrom: (network) => take(`network ${network}`),
    takeFor: ({ userId, apiKeyId }) => take(apiKeyId ? `key ${apiKeyId}` : `user ${userId}`),
  }
}

/** One caller owns a whole IPv6 /64, however its addresses are spelled. */
export function networkOf(address = ''): string {
  return isIPv4(address) ? address : (wideNetworkOf(address) ?? address)
}

const limited = (seconds: number) =>
  new DomainError('rate_limited', `Too many requests. Try again in ${seconds} seconds.`, {
    details: { retryAfterSeconds: seconds },
  })
