import { WebSocket } from 'ws'

interface Frame {
  readonly id: number | null
  readonly result?: { readonly type: string; readonly data?: unknown }
  readonly error?: {
    readonly code: number
    readonly data: { readonly code: string; readonly reason?: string }
  }
}

export interface TestSocket {
  readonly frames: readonly Frame[]
  /** The close code, once the server or the test has closed it. */
  readonly closed: Promise<number>
  send(frame: unknown): void
  close(): void
}

interface Opening {
  readonly token?: string
  readonly apiKey?: string
  readonly origin?: string
  /** Of the handshake, for programs. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A socket as a client opens it, who then says who they are. Rejects with the HTTP status when it is refused. */
export function openTestSocket(url: string, { origin, headers = {}, ...credentials }: Opening): Promise<TestSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/ws?connectionParams=1`, {
    ...(origin !== undefined && { origin }),
    headers,
  })
  const frames: Frame[] = []
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  socket.on('message', (data) => {
    const text = String(data)
    if (text.startsWith('{') || text.startsWith('[')) frames.push(...[JSON.parse(text)].flat())
  })
  const send = (frame: unknown) => socket.send(JSON.stringify(frame))
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('unexpected-response', (_, { statusCode }) => reject(new Error(`Refused with ${statusCode}`)))
    socket.once('open', () => {
      send({ method: 'connectionParams', data: credentials })
      resolve({ frames, closed, send, close: () => socket.close() })
    })
  })
}

export const subscription = (id: number) => ({
  id,
  method: 'subscription',
  params: { path: 'events.changes', input: {} },
})
