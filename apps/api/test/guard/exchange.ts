import { Agent, type IncomingMessage, request } from 'node:http'

/** What is sent to the API. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as the form it is. */
  readonly body?: unknown
}

const agent = new Agent({ keepAlive: true })

/**
 * Sends one request over a connection that lasts. `fetch` makes streams, signals and headers anew for each, which took a
 * guard that asks tens of thousands of times more than the API took to answer. What it would follow is shown: a redirect is
 * an answer too.
 */
export async function exchange(url: string, { method, path, headers = {}, body }: Sent): Promise<IncomingMessage> {
  // A form makes its own bytes, and the mark between them.
  const form = body instanceof FormData ? new Response(body) : null
  const bytes = form ? Buffer.from(await form.arrayBuffer()) : Buffer.from(JSON.stringify(body) ?? '')
  const type = form?.headers.get('content-type') ?? (body === undefined ? null : 'application/json')
  const isBare = body === undefined && (method === 'GET' || method === 'HEAD')
  const options = {
    method,
    agent,
    headers: { ...headers, ...(type && { 'content-type': type }), ...(!isBare && { 'content-length': bytes.length }) },
  }
  return new Promise((resolve, reject) => {
    const send = () => {
      const asked = request(new URL(path, url), options, resolve)
      // The API may end a connection that was idle in the moment in which it is used again.
      asked.on('error', (error) => (asked.reusedSocket ? send() : reject(error)))
      asked.end(bytes)
    }
    send()
  })
}
