import { toGroundworkError } from '@groundwork/client'

type TransferStage = 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled'

/** One file on its way. */
export interface Transfer {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly sent: number
  readonly stage: TransferStage
  /** Why it failed, for people. */
  readonly reason?: string
}

interface SendOptions {
  /** The folders that it stood in where a folder was given, from the top down; empty without. */
  readonly path: string
  readonly signal: AbortSignal
  onSent(bytes: number): void
}

/** Takes one file to where it belongs. */
export type Send = (file: File, options: SendOptions) => Promise<unknown>

const atOnce = 3

/** Sends files a few at a time, and tells how each fares. For a component of its own; it ends with it. */
export function createTransfers(send: Send) {
  const files = new Map<number, { readonly file: File; readonly path: string }>()
  const running = new Map<number, AbortController>()
  const listeners = new Set<() => void>()
  let items: readonly Transfer[] = []
  let lastId = 0

  function change(id: number, values: Partial<Transfer>): void {
    items = items.map((item) => (item.id === id ? { ...item, ...values } : item))
    for (const listener of listeners) listener()
  }

  function pump(): void {
    for (const { id, stage } of items) {
      if (running.size >= atOnce) return
      if (stage === 'waiting' && !running.has(id)) void run(id)
    }
  }

  async function run(id: number): Promise<void> {
    const given = files.get(id)
    if (!given) return
    const { file, path } = given
    const canceller = new AbortController()
    running.set(id, canceller)
    change(id, { stage: 'sending', sent: 0 })
    try {
      await send(file, { path, signal: canceller.signal, onSent: (sent) => change(id, { sent }) })
      change(id, { stage: 'done', sent: file.size })
    } catch (error) {
      if (canceller.signal.aborted) change(id, { stage: 'cancelled' })
      else change(id, { stage: 'failed', reason: `${toGroundworkError(error).detail}.` })
    } finally {
      running.delete(id)
      pump()
    }
  }

  return {
    /** What stood in folders is told apart by them. */
    add(given: Iterable<File>, path = ''): void {
      const added = [...given].map((file): Transfer => {
        lastId += 1
        files.set(lastId, { file, path })
        const name = path ? `${path}/${file.name}` : file.name
        return { id: lastId, name, bytes: file.size, sent: 0, stage: 'waiting' }
      })
      items = [...items, ...added]
      for (const listener of listeners) listener()
      pump()
    },
    cancel(id: number): void {
      const isRunning = running.has(id)
      running.get(id)?.abort()
      if (!isRunning) change(id, { stage: 'cancelled' })
    },
    retry(id: number): void {
      change(id, { stage: 'waiting', sent: 0 })
      pump()
    },
    cancelAll(): void {
      for (const canceller of running.values()) canceller.abort()
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    snapshot: () => items,
  }
}

export type Transfers = ReturnType<typeof createTransfers>
