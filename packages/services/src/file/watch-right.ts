import type { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { isDomainError } from '@groundwork/domain'
import type { Logger } from 'pino'
import { renewed } from '../identity/acting.ts'

/** So often somebody who takes their time is looked at. What is known of them is good for longer, so most looks ask nobody. */
const LOOK_MS = 1000

/** The right to what takes long. */
export interface WatchedRight {
  /** Aborted once the right was lost, with what whoever asked for it then would be told. */
  readonly signal: AbortSignal
  /** What whoever lost it is told, by the signal or by `confirm`. Once lost it stays so. */
  readonly lost: Error | null
  /** Judges it anew before something comes of it, where the last judgement is not of just now. Whose it is by then. @throws DomainError */
  confirm(): Promise<WorkContext>
  /** Ends it for another reason. */
  end(cause: Error): void
  /** From here on only `confirm` asks. What a look is about to hear counts no more. */
  stop(): void
}

export interface Watched {
  /** What comes is read no further without the right. Left out: nothing is coming any more. */
  readonly stream?: Readable
  /** @throws DomainError for whoever has it no more */
  readonly judge: (now: WorkContext) => Promise<void>
}

/**
 * Looks after the right to what is under way, until it is told to stop. Where nobody can be asked it goes on: what has come whole is
 * judged in any case. What is over within a second or two has cost a timer.
 */
export function watchRight(
  { log }: { readonly log: Pick<Logger, 'warn'> },
  context: WorkContext,
  { stream, judge }: Watched,
): WatchedRight {
  const ended = new AbortController()
  let last = context
  let lost: Error | null = null
  let isLooking = false
  let isBlind = false
  let isOver = false
  const ask = async () => {
    const now = await renewed(last)
    if (now !== last) await judge(now)
    last = now
  }
  const lose = (error: unknown) => {
    if (isLoss(error)) lost ??= error
    return lost ?? error
  }
  const confirm = async () => {
    try {
      await ask()
    } catch (error) {
      throw lose(error)
    }
    if (lost) throw lost
    return last
  }
  const end = (cause: Error) => {
    ended.abort(cause)
    stream?.destroy(cause)
  }
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      await ask()
      isBlind = false
    } catch (error) {
      if (isOver) return // What came of it is told by whoever goes on with it.
      if (isLoss(error)) {
        lose(error)
        end(error)
      } else if (!isBlind) log.warn({ err: error }, 'right to what is under way not looked after')
      isBlind = true
    } finally {
      isLooking = false
    }
  }
  const timer = context.renew && setInterval(() => void look(), LOOK_MS).unref()
  return {
    signal: ended.signal,
    get lost() {
      return lost
    },
    confirm,
    end,
    stop: () => {
      isOver = true
      clearInterval(timer)
    },
  }
}

const losses: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden', 'not_found'])

const isLoss = (error: unknown): error is Error => isDomainError(error) && losses.has(error.code)
