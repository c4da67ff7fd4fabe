import type { Logger } from 'pino'

export interface Repeating {
  /** Waits for the run under way. */
  close(): Promise<void>
}

interface Repeated {
  readonly name: string
  readonly everyMs: number
  /** What it tells of its run is for others. */
  readonly run: (signal: AbortSignal) => Promise<unknown>
  readonly log: Logger
}

/** Runs something at once and then again and again, never twice at a time. The first failure in a row is logged. */
export function repeat({ name, everyMs, run, log }: Repeated): Repeating {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let isFailing = false

  const start = () => {
    running = run(abort.signal)
      .then(() => {
        isFailing = false
      })
      .catch((error: unknown) => {
        if (!isFailing) log.error({ err: error, upkeep: name }, 'upkeep failed')
        isFailing = true
      })
      .finally(() => {
        if (!abort.signal.aborted) timer = setTimeout(start, everyMs)
      })
  }
  start()

  return {
    close: async () => {
      abort.abort()
      clearTimeout(timer)
      await running
    },
  }
}
