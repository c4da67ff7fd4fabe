import { randomBytes } from 'node:crypto'
import type { Database } from '@groundwork/db'
import type { DerivedKeys } from '../config/derive-keys.ts'
import type { VerifiedAccess } from './access-token.ts'
import { createExpiringCache, type ExpiringCache } from './expiring-cache.ts'
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts'
import { createPrincipalCache, type PrincipalCache } from './principal-cache.ts'
import { createMemoryThrottle, type SignInThrottle } from './sign-in-throttle.ts'

/** What the identity services stand on. One per process: the caches and the throttle live in it. */
export interface IdentityServices {
  readonly database: Database
  readonly keys: DerivedKeys
  readonly clock: () => Date
  readonly random: (bytes: number) => Buffer
  readonly passwords: PasswordHasher
  readonly throttle: SignInThrottle
  readonly verifiedTokens: ExpiringCache<VerifiedAccess>
  readonly principals: PrincipalCache
}

type Given = Pick<IdentityServices, 'database' | 'keys'> &
  Partial<Pick<IdentityServices, 'clock' | 'random' | 'throttle' | 'passwords'>>

const rememberedTokens = 20_000

export function createIdentityServices({ clock = () => new Date(), ...given }: Given): IdentityServices {
  return {
    random: randomBytes,
    passwords: createPasswordHasher(),
    throttle: createMemoryThrottle(clock),
    ...given,
    clock,
    verifiedTokens: createExpiringCache(rememberedTokens, clock),
    principals: createPrincipalCache(clock),
  }
}
