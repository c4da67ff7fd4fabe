import { DomainError } from '@groundwork/domain'

/** Who tries, from facts that the server found itself. */
export interface SignInAttempt {
  /** The user's id, or the typed name of nobody we know. */
  readonly account: string
  /** From `networkOf`; null when the address is unknown. */
  readonly network: string | null
  /** What is tried: the password, unless told. Codes of a second factor are short, and counted apart and more strictly. */
  readonly factor?: 'otp'
}

/** Slows guessing down, by account and by network, and never locks anybody out for good. */
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
  /** The delay after the free ones doubles with each attempt beyond, up to the longest. */
  readonly firstSeconds: number
  readonly longestSeconds: number
  /** One attempt is forgotten after each such while. */
  readonly forgetSeconds: number
}

const allowances = {
  account: { free: 5, firstSeconds: 1, longestSeconds: 60, forgetSeconds: 180 },
  network: { free: 60, firstSeconds: 1, longestSeconds: 60, forgetSeconds: 15 },
  /** Five in a quarter of an hour: who gets here has the password. */
  otp: { free: 5, firstSeconds: 900, longestSeconds: 900, forgetSeconds: 900 },
} as const satisfies Record<string, Allowance>

/** What one attempt is counted under, and how many each may make. A throttle that keeps its counts elsewhere asks here, too. */
export const countsOf = (attempt: SignInAttempt): { key: string; allowance: Allowance }[] => [
  { key: accountKey(attempt), allowance: allowances[attempt.factor ?? 'account'] },
  ...(attempt.network === null ? [] : [{ key: networkKey(attempt.network), allowance: allowances.network }]),
]

export const tooManyAttempts = (retryAfterSeconds: number) =>
  new DomainError('rate_limited', 'Too many attempts. Wait a moment before the next one', {
    reason: 'too_many_attempts',
    details: { retryAfterSeconds },
  })

const accountKey = ({ account, factor }: SignInAttempt) => `${factor ?? 'account'} ${account}`
const networkKey = (network: string) => `network ${network}`

const maxKeys = 20_000

interface Count {
  attempts: number
  lastAt: number
}

/** Counts in this process alone. */
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
      const before = countsOf(attempt).map(({ key, allowance }) => ({
        key,
        allowance,
        ...current(key, allowance, now),
      }))
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

/** Seconds after the last attempt, once the free ones are used up: as many, twice as many, four times as many ... */
function waitSeconds(
  { attempts, lastAt }: Count,
  { free, firstSeconds, longestSeconds }: Allowance,
  now: number,
): number {
  const beyond = Math.ceil(attempts) - free
  if (beyond < 0) return 0
  const delay = Math.min(firstSeconds * 2 ** beyond, longestSeconds)
  return Math.ceil(delay - (now - lastAt) / 1000)
}
