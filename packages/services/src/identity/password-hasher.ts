import { randomBytes } from 'node:crypto'
import { normalizePassword } from '@groundwork/domain'
import { parseOptions } from '@node-rs/argon2'
import { bounded } from './bounded.ts'
import { hashingThread } from './hashing-thread.ts'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** Takes as long for a user without a password, or without existence (`null`), as for a wrong one. */
  verify(stored: string | null, password: string): Promise<boolean>
  /** Whether a hash was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean
}

/** OWASP's minimum for argon2id, which is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const argon2id = 2

/** One at a time, in a thread that yields to others: whoever waits for their sign-in waits, and nobody else. */
export function createPasswordHasher(waiting = 200): PasswordHasher {
  const limited = bounded({ atOnce: 1, waiting })
  const thread = hashingThread()
  const ofNobody = hashOfNobody()

  return {
    hash: (password) => limited(() => thread.hash(normalizePassword(password), parameters)),
    async verify(stored, password) {
      const isRight = await limited(() => thread.verify(stored ?? ofNobody, normalizePassword(password)))
      return isRight && stored !== null
    },
    isOutdated(stored) {
      const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(stored)
      return (
        algorithm !== argon2id ||
        memoryCost < parameters.memoryCost ||
        timeCost < parameters.timeCost ||
        parallelism !== parameters.parallelism
      )
    },
  }
}

/** A hash in today's parameters that no password is known to lead to: comparing with it costs what a real one costs. */
function hashOfNobody(): string {
  const { memoryCost, timeCost, parallelism } = parameters
  const [salt, output] = [16, 32].map((bytes) => randomBytes(bytes).toString('base64').replace(/=+$/, ''))
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${output}`
}
