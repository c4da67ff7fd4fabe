import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'

type Headers = Readonly<Record<string, string | number>>

export interface SlowRequest {
  readonly method?: string
  readonly headers: Headers
  readonly body: Buffer
  /** How much of it comes at once. */
  readonly first: number
}

/** A request whose sender takes their time over its body. */
export function sendSlowly(url: string, { method = 'POST', headers, body, first }: SlowRequest) {
  const sending = request(url, { method, agent: false, headers: { Accept: 'application/json', ...headers } })
  const answered = once(sending, 'response').then(async ([answer]: IncomingMessage[]) => {
    const { statusCode: status, headers: told } = answer ?? {}
    const isJson = /json/.test(told?.['content-type'] ?? '')
    const said = answer && isJson ? ((await json(answer)) as { readonly code?: string }) : null
    sending.destroy()
    return { status, code: said?.code }
  })
  answered.catch(() => undefined) // Awaited by whoever wants to know.
  sending.write(body.subarray(0, first))
  return { answered, finish: () => void sending.end(body.subarray(first)) }
}

export type SlowSending = ReturnType<typeof sendSlowly>

/** A form, with its parts in this order, as it goes over the wire. */
export async function wireOf(parts: readonly (readonly [string, string | File])[], { isAnnounced = true } = {}) {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  const wire = new Response(form)
  const body = Buffer.from(await wire.arrayBuffer())
  const type = wire.headers.get('content-type') ?? ''
  return { body, headers: { 'Content-Type': type, ...(isAnnounced && { 'Content-Length': body.length }) } }
}
