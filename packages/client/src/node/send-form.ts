import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { unreachable } from '../groundwork-error.ts'
import type { FormRequest, PlainAnswer } from '../platform.ts'
import { openSource } from './open-source.ts'

/**
 * A connection serves the next file where that comes at once. It is kept for less time than servers keep it: one that the other side
 * closes in the moment it is used again would be an upload that failed.
 */
const kept = { keepAlive: true, timeout: 1000 }
const agents = { http: new http.Agent(kept), https: new https.Agent(kept) }

/** Somebody who reckons for seconds without a pause has not heard yet which connections have ended: between two turns he does. */
async function lookedAround(): Promise<void> {
  await turn()
  await turn()
}

/** Streams a multipart form with `node:http`, which unlike `fetch` tells the length ahead and waits for a slow receiver. */
export async function sendForm({ url, headers, fields, file, onProgress, signal }: FormRequest): Promise<PlainAnswer> {
  const { name, type, size, chunks } = await openSource(file)
  const boundary = `groundwork-${randomUUID()}`
  const head = Buffer.from(
    fields.map(([field, value]) => part(boundary, `name="${escaped(field)}"`, value)).join('') +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(name)}"\r\nContent-Type: ${type}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)

  await lookedAround()
  const isSecure = url.startsWith('https:')
  const request = (isSecure ? https : http).request(url, {
    method: 'POST',
    agent: isSecure ? agents.https : agents.http,
    headers: {
      ...headers,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(size !== null && { 'content-length': head.length + size + tail.length }),
    },
    ...(signal && { signal }),
  })

  let fault: unknown
  async function* body() {
    try {
      yield head
      let sentBytes = 0
      for await (const chunk of chunks) {
        yield chunk
        sentBytes += chunk.length
        onProgress?.({ sentBytes, totalBytes: size })
      }
      if (size !== null && sentBytes !== size) throw new Error(`${name} changed while it was being sent`)
      yield tail
    } catch (error) {
      fault = error
      throw error
    }
  }

  const response = once(request, 'response') as Promise<[http.IncomingMessage]>
  const sent = pipeline(body, request)
  // The answer may come before everything is sent; then how the sending ends is of no interest, and the other way round.
  request.on('error', () => undefined)
  response.catch(() => undefined)
  try {
    const [answer] = await Promise.race([response, sent.then(() => response)])
    return { status: answer.statusCode ?? 0, text: await text(answer) }
  } catch (error) {
    signal?.throwIfAborted()
    throw fault ?? unreachable(error)
  } finally {
    if (!request.writableFinished) request.destroy()
    await sent.catch(() => undefined)
  }
}

const part = (boundary: string, attributes: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; ${attributes}\r\n\r\n${value}\r\n`

/** As browsers write names into a form. */
const escaped = (name: string) => name.replace(/["\r\n]/g, (character) => encodeURIComponent(character))
