import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { outboxChannel } from './outbox-bell.ts'

export interface OutboxListener {
  close(): Promise<void>
}

export interface ListenOptions {
  readonly url: string
  /** Called when there may be events, and after every reconnect: rings may have been missed. */
  readonly onRing: () => void
  /** The connection was lost or could not be made; the next try follows. */
  readonly onLost?: ((error: unknown) => void) | undefined
}

const shortestWaitMs = 100
const longestWaitMs = 5000

/** Listens on a connection of its own, and makes a new one for as long as it takes when that is lost. */
export function listenOutbox({ url, onRing, onLost }: ListenOptions): OutboxListener {
  const closing = new AbortController()
  const { signal } = closing

  const listenForever = async () => {
    let waitMs = shortestWaitMs
    while (!signal.aborted) {
      try {
        await listenOnce(url, signal, () => {
          waitMs = shortestWaitMs
          onRing()
        })
      } catch (error) {
        onLost?.(error)
        await wait(waitMs, undefined, { signal }).catch(endsEarly)
        waitMs = Math.min(waitMs * 2, longestWaitMs)
      }
    }
  }
  const running = listenForever()

  return {
    close: async () => {
      closing.abort()
      await running
    },
  }
}

/** Closing cuts the wait short; the loop then ends by itself. */
const endsEarly = () => undefined

/** Resolves when it is no longer wanted. @throws when the connection cannot be made or is lost */
async function listenOnce(url: string, signal: AbortSignal, onRing: () => void): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'groundwork outbox', keepAlive: true })
  const over = new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.once('end', () => reject(new Error('The listening connection has ended')))
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  over.catch(isToldByListen)
  try {
    await Promise.race([listen(client, onRing), over])
    await over
  } finally {
    await client.end()
  }
}

/** A connection that was never made also ends. */
const isToldByListen = () => undefined

async function listen(client: pg.Client, onRing: () => void): Promise<void> {
  await client.connect()
  client.on('notification', onRing)
  await client.query(`listen ${outboxChannel}`)
  onRing()
}
