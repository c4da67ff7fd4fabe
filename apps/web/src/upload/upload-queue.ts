import { type FileRow, toGroundworkError } from '@groundwork/client'
import type { PlannedUpload } from './planned-upload.ts'
import { begunWith, isSameFile, type RememberedUpload } from './remembered-upload.ts'
import {
  advance,
  canCancel,
  canPause,
  canResume,
  canRetry,
  isSettled,
  needsFile,
  type UploadEvent,
  type UploadItem,
} from './upload-item.ts'
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

export type FileVerdict = Pick<FileRow, 'id' | 'status' | 'statusReason'> & Partial<Pick<FileRow, 'newVersionStatus'>>

export interface SendOptions {
  /** Stops sending. */
  readonly signal: AbortSignal
  /** As soon as the server has an address for it: from now on it can be gone on with. */
  onSession(session: string): void
  onSent(bytes: number): void
}

interface QueueParts {
  /** An item with a session goes on where that stopped. */
  send(item: UploadItem, file: File, options: SendOptions): Promise<FileVerdict>
  /** Why a file need not even wait; null when nothing is known against it. */
  refuse(item: UploadItem): string | null
  /** Why it is not sent now that its turn has come; null when it may go. */
  judge(item: UploadItem, bytesAhead: number): Promise<string | null>
  /** It has come further, and could be gone on with from here. */
  remember(item: UploadItem & { readonly session: string }): void
  /** There is nothing left to go on with. One that was given up is to go from the server too. */
  forget(session: string, isGivenUp: boolean): void
  /** Resolves when another try makes sense: the connection is back, the server had its pause. */
  untilReady(reason: 'unreachable' | 'busy', attempts: number): Promise<void>
  now(): number
  /** Runs the given work a little later. What is told to the screen is gathered so. */
  later(work: () => void): void
}

const atOnce = 3
const mostAttempts = 5
/** So many bytes further, it is remembered anew. */
const rememberedBytes = 1024 * 1024

/** Sends files a few at a time. What may happen to each is `upload-item.ts`; this decides only when. */
export function createUploadQueue({ send, refuse, judge, remember, forget, untilReady, now, later }: QueueParts) {
  const items = new Map<string, UploadItem>()
  const files = new Map<string, File>()
  const running = new Map<string, AbortController>()
  /** How far each was when it was remembered. */
  const noted = new Map<string, number>()
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
    const next = advance(item, event)
    items.set(id, next)
    note(item, next)
    tell()
  }

  function note(before: UploadItem, item: UploadItem): void {
    const { id, session, sent } = item
    if (before.session !== undefined && before.session !== session) {
      noted.delete(id)
      forget(before.session, item.stage === 'cancelled')
    }
    if (session === undefined || sent - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < rememberedBytes) return
    noted.set(id, sent)
    remember({ ...item, session })
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
      // The server keeps the space for what it has begun to take.
      const refusal = item.session === undefined ? await judge(item, bytesOnTheWay(item)) : null
      if (refusal !== null) return apply(id, { type: 'refused', reason: refusal })
      if (canceller.signal.aborted) return
      apply(id, { type: 'started' })
      const row = await send(item, file, {
        signal: canceller.signal,
        onSession: (session) => apply(id, { type: 'begun', session }),
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
  function observe(rows: readonly FileVerdict[]): void {
    const byFile = new Map(rows.map((row) => [row.id, row]))
    for (const item of items.values()) {
      const row = item.fileId === undefined ? undefined : byFile.get(item.fileId)
      if (row) apply(item.id, { type: 'judged', ...verdictOn(item, row) })
    }
  }

  function begin({ file, ...destination }: PlannedUpload): void {
    const id = nextId()
    files.set(id, file)
    const { name, size: bytes, lastModified } = file
    const item: UploadItem = { id, name, bytes, lastModified, ...destination, stage: 'waiting', sent: 0, attempts: 0 }
    const reason = refuse(item)
    items.set(id, reason === null ? item : advance(item, { type: 'refused', reason }))
  }

  function nextId(): string {
    lastId += 1
    return String(lastId)
  }

  function goOn(id: string, file: File): void {
    files.set(id, file)
    apply(id, { type: 'resumed' })
  }

  function pause(item: UploadItem): void {
    if (!canPause(item)) return
    apply(item.id, { type: 'paused' })
    running.get(item.id)?.abort()
  }

  function resume(item: UploadItem): void {
    if (canResume(item)) apply(item.id, { type: 'resumed' })
  }

  function cancel(item: UploadItem): void {
    if (!canCancel(item)) return
    apply(item.id, { type: 'cancelled' })
    running.get(item.id)?.abort()
    if (!needsFile(item)) return
    // Without its file there is nothing that could be tried again.
    items.delete(item.id)
    tell()
  }

  return {
    /** One that is begun already, with the very file and the same way, goes on instead. */
    add(planned: readonly PlannedUpload[]): void {
      const interrupted = [...items.values()].filter(needsFile)
      for (const one of planned) {
        const begun = begunWith(one, interrupted)
        if (begun) goOn(begun.id, one.file)
        else begin(one)
      }
      tell()
      pump()
    },
    /** Shows what was begun before the page was loaded: it waits for its file. */
    restore(remembered: readonly RememberedUpload[]): void {
      const known = new Set([...items.values()].map(({ session }) => session))
      for (const { user: _user, movedAt: _movedAt, ...begun } of remembered) {
        if (known.has(begun.session)) continue
        const id = nextId()
        noted.set(id, begun.sent)
        items.set(id, { id, ...begun, stage: 'interrupted', attempts: 0 })
      }
      tell()
    },
    /** Gives an interrupted upload its file again. False when it is another one. */
    give(id: string, file: File): boolean {
      const item = items.get(id)
      if (!item || !needsFile(item) || !isSameFile(file, item)) return false
      goOn(id, file)
      pump()
      return true
    },
    pause(id: string): void {
      const item = items.get(id)
      if (item) pause(item)
    },
    pauseAll(): void {
      for (const item of items.values()) pause(item)
    },
    resume(id: string): void {
      const item = items.get(id)
      if (item) resume(item)
      pump()
    },
    resumeAll(): void {
      for (const item of items.values()) resume(item)
      pump()
    },
    cancel(id: string): void {
      const item = items.get(id)
      if (item) cancel(item)
    },
    cancelAll(): void {
      for (const item of items.values()) cancel(item)
    },
    /** Stops everything and shows nothing of it any more. What the server has begun to take stays there, to be gone on with. */
    reset(): void {
      for (const canceller of running.values()) canceller.abort()
      items.clear()
      files.clear()
      noted.clear()
      tell()
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
        noted.delete(item.id)
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

/** A file that is replaced is served as it was meanwhile: what counts is how its next version fares. */
function verdictOn({ replaces }: UploadItem, { status, statusReason, newVersionStatus }: FileVerdict) {
  if (replaces !== undefined && newVersionStatus) return { status: newVersionStatus }
  return { status, ...(statusReason && { reason: statusReason }) }
}

/** The file itself is the reason: another try would end the same way. */
const isRefusal = (code: string) =>
  ['invalid', 'forbidden', 'not_found', 'too_large', 'quota_exceeded', 'unsupported_type', 'conflict'].includes(code)
