import { type FileRow, toGroundworkError } from '@groundwork/client'
import type { AttachedTo, OfferedFile } from './offer-files.ts'
import { advance, canCancel, canRetry, isSettled, type UploadEvent, type UploadItem } from './upload-item.ts'
import {
  inTrayOrder,
  type Sample,
  secondsLeft,
  speedOf,
  summarize,
  type UploadSummary,
  withSample,
} from './upload-summary.ts'
import { words } from './words.ts'

export interface UploadSnapshot {
  readonly items: readonly UploadItem[]
  readonly summary: UploadSummary
  /** Bytes a second; null until known. */
  readonly speed: number | null
  readonly secondsLeft: number | null
}

interface SendOptions {
  readonly signal: AbortSignal
  onSent(bytes: number): void
}

interface QueueParts {
  send(item: UploadItem, file: File, options: SendOptions): Promise<FileRow>
  /** Why a file need not even wait; null when nothing is known against it. */
  refuse(item: UploadItem): string | null
  /** Why it is not sent now that its turn has come; null when it may go. */
  judge(item: UploadItem, bytesAhead: number): Promise<string | null>
  /** Resolves when another try makes sense: the connection is back, the server had its pause. */
  untilReady(reason: 'unreachable' | 'busy', attempts: number): Promise<void>
  now(): number
  /** Runs the given work a little later. What is told to the screen is gathered so. */
  later(work: () => void): void
}

const atOnce = 3
const mostAttempts = 5

/** Sends files a few at a time. What may happen to each is `upload-item.ts`; this decides only when. */
export function createUploadQueue({ send, refuse, judge, untilReady, now, later }: QueueParts) {
  const items = new Map<string, UploadItem>()
  const files = new Map<string, File>()
  const running = new Map<string, AbortController>()
  const listeners = new Set<() => void>()
  let samples: readonly Sample[] = []
  let snapshot: UploadSnapshot = { items: [], summary: summarize([]), speed: null, secondsLeft: null }
  let isTelling = false
  let isHeld = false
  let lastId = 0

  function tell(): void {
    if (isTelling) return
    isTelling = true
    later(() => {
      isTelling = false
      const summary = summarize(items.values())
      samples = summary.counts.sending ? withSample(samples, { at: now(), ...summary }) : []
      snapshot = {
        items: inTrayOrder(items.values()),
        summary,
        speed: speedOf(samples),
        secondsLeft: secondsLeft(summary, samples),
      }
      for (const listener of listeners) listener()
    })
  }

  function apply(id: string, event: UploadEvent): void {
    const item = items.get(id)
    if (!item) return
    items.set(id, advance(item, event))
    tell()
  }

  function pump(): void {
    if (isHeld) return
    for (const item of items.values()) {
      if (running.size >= atOnce) return
      if (item.stage === 'waiting' && !running.has(item.id)) void run(item)
    }
  }

  async function run(item: UploadItem): Promise<void> {
    const { id } = item
    const file = files.get(id)
    if (!file) return
    const canceller = new AbortController()
    running.set(id, canceller)
    try {
      const refusal = await judge(item, bytesOnTheWay(item))
      if (refusal !== null) return apply(id, { type: 'refused', reason: refusal })
      if (canceller.signal.aborted) return
      apply(id, { type: 'started' })
      const row = await send(item, file, {
        signal: canceller.signal,
        onSent: (sent) => apply(id, { type: 'progressed', sent }),
      })
      apply(id, { type: 'stored', fileId: row.id })
      observe([row])
    } catch (error) {
      if (!canceller.signal.aborted) handle(id, error)
    } finally {
      running.delete(id)
      pump()
    }
  }

  function handle(id: string, error: unknown): void {
    const { code, detail, requestId } = toGroundworkError(error)
    const attempts = items.get(id)?.attempts ?? 0
    const isBusy = code === 'unavailable' || code === 'rate_limited'
    const told = requestId ? { requestId } : {}
    if ((isBusy || code === 'unreachable') && attempts < mostAttempts) {
      apply(id, { type: 'held', reason: isBusy ? words.waitingForServer : words.waitingForConnection })
      hold(isBusy ? 'busy' : 'unreachable', attempts)
    } else if (isRefusal(code)) apply(id, { type: 'refused', reason: `${detail}.`, ...told })
    else apply(id, { type: 'failed', reason: code === 'unreachable' ? words.brokeOff : `${detail}.`, ...told })
  }

  function hold(reason: 'unreachable' | 'busy', attempts: number): void {
    if (isHeld) return
    isHeld = true
    void untilReady(reason, attempts).then(() => {
      isHeld = false
      pump()
    })
  }

  /** What other files of the tray will still take of the same organization's space. */
  function bytesOnTheWay({ id, organization }: UploadItem): number {
    let bytes = 0
    for (const other of running.keys()) {
      const item = items.get(other)
      if (item && other !== id && item.organization === organization && item.stage === 'sending') bytes += item.bytes
    }
    return bytes
  }

  /** Newer rows of files, from wherever they come: some may be ours. */
  function observe(rows: readonly Pick<FileRow, 'id' | 'status' | 'statusReason'>[]): void {
    const byFile = new Map(rows.map((row) => [row.id, row]))
    for (const item of items.values()) {
      const row = item.fileId === undefined ? undefined : byFile.get(item.fileId)
      if (row)
        apply(item.id, { type: 'judged', status: row.status, ...(row.statusReason && { reason: row.statusReason }) })
    }
  }

  return {
    add(offered: readonly OfferedFile[], organization: string, attachedTo?: AttachedTo): void {
      for (const { file, folder } of offered) {
        lastId += 1
        const id = String(lastId)
        files.set(id, file)
        const item: UploadItem = {
          id,
          name: file.name,
          folder,
          bytes: file.size,
          organization,
          ...(attachedTo && { attachedTo }),
          stage: 'waiting',
          sent: 0,
          attempts: 0,
        }
        const reason = refuse(item)
        items.set(id, reason === null ? item : advance(item, { type: 'refused', reason }))
      }
      tell()
      pump()
    },
    cancel(id: string): void {
      apply(id, { type: 'cancelled' })
      running.get(id)?.abort()
    },
    cancelAll(): void {
      for (const item of items.values()) if (canCancel(item)) apply(item.id, { type: 'cancelled' })
      for (const canceller of running.values()) canceller.abort()
    },
    retry(id: string): void {
      apply(id, { type: 'retried' })
      pump()
    },
    retryAll(): void {
      for (const item of items.values())
        if (canRetry(item) && item.stage === 'failed') apply(item.id, { type: 'retried' })
      pump()
    },
    /** Forgets what is over. */
    clear(): void {
      for (const item of items.values()) {
        if (!isSettled(item)) continue
        items.delete(item.id)
        files.delete(item.id)
      }
      tell()
    },
    observe,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    snapshot: () => snapshot,
  }
}

/** The file itself is the reason: another try would end the same way. */
const isRefusal = (code: string) =>
  ['invalid', 'forbidden', 'not_found', 'too_large', 'quota_exceeded', 'unsupported_type', 'conflict'].includes(code)
