import { DomainError } from '@groundwork/domain'

/** Who tries, from facts that the server found itself. */
export interface SignInAttempt {
  /** The user's id, or the typed name of nobody we know. */
  readonly account: string
  /** From `networkOf`; null when the address is unknown. */
  readonly network: string | null
}

/**
 * Slows guessing down, by account and by network, and never locks anybody out for good. In memory now: each API process
 * counts for itself. A driver on Redis takes its place where several run.
 */
export interface SignInThrottle {
  /**
   * Counts the attempt before it is looked at, so that attempts at the same moment count too.
   * @throws DomainError rate_limited, with `retryAfterSeconds`
   */
  admit(attempt: SignInAttempt): Promise<void>
  /** The attempt was right: it, and the account's mistakes before it, are forgiven. */
  forgive(attempt: SignInAttempt): Promise<void>
}

interface Allowance {
  /** Attempts without any delay. */
  readonly free: number
  /** The delay doubles with each attempt beyond, up to this. */
  readonly longestSeconds: number
  /** One attempt is forgotten after each such while. */
  readonly forgetSeconds: number
}

const allowances = {
  account: { free: 5, longestSeconds: 60, forgetSeconds: 180 },
  network: { free: 60, longestSeconds: 60, forgetSeconds: 15 },
} as const satisfies Record<string, Allowance>

const maxKeys = 20_000

interface Count {
  attempts: number
  lastAt: number
}

export function createMemoryThrottle(clock: () => Date): SignInThrottle {
  const counts = new Map<string, Count>()

  const current = (key: string, { forgetSeconds }: Allowance, now: number): Count => {
    const { attempts, lastAt } = counts.get(key) ?? { attempts: 0, lastAt: now }
    return { attempts: Math.max(0, attempts - (now - lastAt) / 1000 / forgetSeconds), lastAt }
  }
  const count = (key: string, attempts: number, now: number) => {
    counts.delete(key)
    counts.set(key, { attempts, lastAt: now })
    const [oldest] = counts.keys()
    if (counts.size > maxKeys && oldest !== undefined) counts.delete(oldest)
  }

  return {
    async admit(attempt) {
      const now = clock().getTime()
      const before = keysOf(attempt).map(({ key, allowance }) => ({ key, allowance, ...current(key, allowance, now) }))
      const longest = Math.max(...before.map((counted) => waitSeconds(counted, counted.allowance, now)))
      if (longest > 0) throw tooManyAttempts(longest)
      for (const { key, attempts } of before) count(key, attempts + 1, now)
    },
    async forgive(attempt) {
      counts.delete(accountKey(attempt))
      const network = attempt.network === null ? undefined : counts.get(networkKey(attempt.network))
      if (network) network.attempts -= 1
    },
  }
}

const accountKey = ({ account }: SignInAttempt) => `account ${account}`
const networkKey = (network: string) => `network ${network}`

const keysOf = (attempt: SignInAttempt): { key: string; allowance: Allowance }[] => [
  { key: accountKey(attempt), allowance: allowances.account },
  ...(attempt.network === null ? [] : [{ key: networkKey(attempt.network), allowance: allowances.network }]),
]

/** 1, 2, 4 ... seconds after the last attempt, once the free ones are used up. */
function waitSeconds({ attempts, lastAt }: Count, { free, longestSeconds }: Allowance, now: number): number {
  const beyond = Math.ceil(attempts) - free
  if (beyond < 0) return 0
  const delay = Math.min(2 ** beyond, longestSeconds)
  return Math.ceil(delay - (now - lastAt) / 1000)
}

const tooManyAttempts = (retryAfterSeconds: number) =>
  new DomainError('rate_limited', 'Too many attempts to sign in. Wait a moment before the next one', {
    reason: 'sign_in_throttled',
    details: { retryAfterSeconds },
  })
