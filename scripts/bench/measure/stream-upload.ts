import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { bytesOf } from './made-up-video.ts'

export interface UploadLoad {
  readonly url: string
  readonly bytes: number
  /** What makes it another file than the last one: every upload is one of its own unless told. */
  readonly mark?: string
  readonly headers?: Readonly<Record<string, string>>
  /** As over a line of that speed. As fast as the receiver takes it unless told. */
  readonly bytesPerSecond?: number
}

/** Sends a made-up video as one multipart form, the same way to either side. Resolves to the answer. */
export async function streamUpload({
  url,
  bytes,
  mark = randomUUID(),
  headers,
  bytesPerSecond,
}: UploadLoad): Promise<string> {
  const boundary = `bench-${randomUUID()}`
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${boundary}.mp4"\r\nContent-Type: video/mp4\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const request = http.request(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + bytes + tail.length,
    },
  })
  const pace = bytesPerSecond === undefined ? null : paceOf(bytesPerSecond)
  async function* body() {
    yield head
    for (const part of bytesOf({ bytes, mark })) {
      yield part
      await pace?.(part.length)
    }
    yield tail
  }
  const [answer] = await Promise.all([receive(request), pipeline(body, request)])
  return answer
}

async function receive(request: http.ClientRequest): Promise<string> {
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const body = await text(response)
  if (response.statusCode !== 201) throw new Error(`${response.statusCode} ${body}`)
  return body
}

/** Waits until so many bytes may have gone by. */
function paceOf(bytesPerSecond: number): (bytes: number) => Promise<void> {
  const started = performance.now()
  let sent = 0
  return async (bytes) => {
    sent += bytes
    const early = (sent / bytesPerSecond) * 1000 - (performance.now() - started)
    if (early > 1) await delay(early)
  }
}
