import { randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

const chunk = randomBytes(256 * 1024)

/** The first bytes of any MP4 file: what follows is never looked at. */
const mp4Head = Buffer.from('000000186674797069736f6d0000020069736f6d6d703431', 'hex')

/** Sends a made-up video of so many bytes as one multipart form, the same way to either side. Resolves to the answer. */
export async function streamUpload(
  url: string,
  bytes: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
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
  const answered = new Promise<string>((resolve, reject) => {
    request.once('error', reject)
    request.once('response', (response) => {
      text(response).then(
        (body) => (response.statusCode === 201 ? resolve(body) : reject(new Error(`${response.statusCode} ${body}`))),
        reject,
      )
    })
  })
  async function* body() {
    yield head
    yield mp4Head
    for (let left = bytes - mp4Head.length; left > 0; left -= chunk.length)
      yield left < chunk.length ? chunk.subarray(0, left) : chunk
    yield tail
  }
  await Promise.all([pipeline(body, request), answered])
  return answered
}
