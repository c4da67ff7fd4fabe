import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Before a real server: a busy answer that may say how long to wait, none at all, one that is lost or cut off half-way. */
type Fault = { status: number; retryAfter?: number } | 'hang' | 'lost' | 'cut'

/** Stands before a server that has no faults of its own, and hands on whatever is not told to go wrong. */
export class FaultProxy {
  /** Requests that came in, repeated tries included. */
  count = 0
  readonly #target: URL
  readonly #faults: Fault[] = []
  readonly #server = createServer((message, response) => {
    this.#serve(message, response).catch(() => response.destroy()) // One of the two went away.
  })

  private constructor(target: URL) {
    this.#target = target
  }

  static async before(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(target))
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}${this.#target.pathname}`
  }

  /** The next requests go wrong so, one after the other. */
  inject(...faults: Fault[]): void {
    this.count = 0
    this.#faults.push(...faults)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    this.count += 1
    const fault = this.#faults.shift()
    const body = await buffer(message)
    if (fault === 'hang') return
    if (typeof fault === 'object') {
      if (fault.retryAfter) response.setHeader('retry-after', fault.retryAfter)
      response.writeHead(fault.status).end()
      return
    }
    const { hostname, port } = this.#target
    const onward = request({ hostname, port, path: message.url, method: message.method, headers: message.headers })
    onward.end(body)
    const [answer] = (await once(onward, 'response')) as [IncomingMessage]
    const whole = await buffer(answer)
    if (fault === 'lost') response.destroy()
    else {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (fault === 'cut') response.write(whole.subarray(0, whole.length / 2), () => response.destroy())
      else response.end(whole)
    }
  }
}
