import type { Calls } from './calls.ts'
import type { FileRow } from './router-types.ts'

export interface WaitOptions {
  readonly signal?: AbortSignal
  /** After that long a `TimeoutError` is thrown. Two minutes unless told. */
  readonly timeoutMs?: number
}

const onTheWay: ReadonlySet<FileRow['status']> = new Set(['pending', 'receiving', 'stored', 'scanning'])

/** Available, or refused for good or for now: nothing more happens to the file by itself. */
export const isSettled = ({ status }: Pick<FileRow, 'status'>): boolean => !onTheWay.has(status)

const firstPauseMs = 500
const longestPauseMs = 5_000

/** Waits for a file's verdict. The subscription says when to look; looking now and then as well survives a lost socket. */
export async function waitUntilSettled(
  api: Pick<Calls, 'file' | 'events'>,
  id: string,
  { signal, timeoutMs = 120_000 }: WaitOptions = {},
): Promise<FileRow> {
  const done = new AbortController()
  const given = AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(timeoutMs)])
  const ended = AbortSignal.any([given, done.signal])
  let hasChanged = false
  let wake = () => {}

  const notice = () => {
    hasChanged = true
    wake()
  }
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const listen = async () => {
    for await (const { objectId } of api.events.changes({ resources: ['file'] }, { signal: ended })) {
      if (objectId === id) notice()
    }
  }

  ended.addEventListener('abort', () => wake())
  // Without a socket there is still the looking now and then.
  listen().catch(() => undefined)
  try {
    for (let milliseconds = firstPauseMs; ; milliseconds = Math.min(milliseconds * 2, longestPauseMs)) {
      given.throwIfAborted()
      hasChanged = false
      const file = await api.file.get({ id }, { signal: given })
      if (isSettled(file)) return file
      if (!hasChanged) await pause(milliseconds)
    }
  } finally {
    done.abort()
  }
}
