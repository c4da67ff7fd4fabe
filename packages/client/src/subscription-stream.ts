import { toGroundworkError } from './groundwork-error.ts'

interface Observer {
  onData(value: unknown): void
  onError(error: unknown): void
  onComplete(): void
}

/**
 * A subscription as an async iterable: `for await (const change of gw.events.changes())`. Leaving the loop or aborting the
 * signal ends it. What arrives while the loop is busy waits for it.
 */
export async function* subscriptionStream(
  subscribe: (observer: Observer) => { unsubscribe(): void },
  signal?: AbortSignal,
): AsyncGenerator<unknown, void> {
  const waiting: unknown[] = []
  let failure: unknown
  let isOver = false
  let wake = () => {}
  const finish = () => {
    isOver = true
    wake()
  }

  const subscription = subscribe({
    onData: (value) => {
      waiting.push(untracked(value))
      wake()
    },
    onError: (error) => {
      failure = error
      finish()
    },
    onComplete: finish,
  })
  signal?.addEventListener('abort', finish)

  try {
    while (!signal?.aborted) {
      if (waiting.length) yield waiting.shift()
      else if (isOver) break
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if (failure && !signal?.aborted) throw toGroundworkError(failure)
  } finally {
    signal?.removeEventListener('abort', finish)
    subscription.unsubscribe()
  }
}

/** tRPC wraps what can be resumed in `{ id, data }`; every subscription of the API is of that kind. */
const untracked = (value: unknown): unknown => (value as { readonly data: unknown }).data
