import { once } from 'node:events'
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { bytesOf, type MadeUpVideo } from './made-up-video.ts'

export interface TusLoad {
  readonly url: string
  readonly organization: string
  readonly video: MadeUpVideo
  readonly headers: Readonly<Record<string, string>>
  /** How many times the connection breaks on the way. */
  readonly breaks: number
}

const version = { 'tus-resumable': '1.0.0' }

/** Sends a video by tus over a line that breaks a few times, evenly spread. Resolves to the id of the file. */
export async function tusUpload({ url, organization, video, headers, breaks }: TusLoad): Promise<string> {
  const metadata = Object.entries({ organization, filename: `${video.mark}.mp4`, filetype: 'video/mp4' })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join()
  const created = await ask(`${url}/api/v1/uploads/`, {
    method: 'POST',
    headers: { ...headers, ...version, 'upload-length': video.bytes, 'upload-metadata': metadata },
  })
  const at = new URL(created.headers.location ?? '', url).href
  for (let turn = 1; turn <= breaks; turn++) {
    const from = turn === 1 ? 0 : await offsetOf(at, headers)
    await send({ at, headers, video, from, until: Math.floor((video.bytes * turn) / (breaks + 1)) })
  }
  const from = breaks === 0 ? 0 : await offsetOf(at, headers)
  const last = await send({ at, headers, video, from })
  const id = last?.headers['upload-file-id']
  if (typeof id !== 'string') throw new Error(`The upload ended without a file: ${last?.statusCode}`)
  return id
}

interface Sending {
  readonly at: string
  readonly headers: Readonly<Record<string, string>>
  readonly video: MadeUpVideo
  readonly from: number
  /** Where the line breaks. */
  readonly until?: number
}

/** One PATCH that promises all the rest. Resolves to null where the line broke. */
async function send({ at, headers, video, from, until }: Sending): Promise<http.IncomingMessage | null> {
  const request = http.request(at, {
    method: 'PATCH',
    headers: {
      ...headers,
      ...version,
      'upload-offset': from,
      'content-type': 'application/offset+octet-stream',
      'content-length': video.bytes - from,
    },
  })
  if (until === undefined) return (await Promise.all([answerTo(request), pipeline(bytesOf(video, from), request)]))[0]
  let sent = from
  for (const part of bytesOf(video, from)) {
    if (sent >= until) break
    if (!request.write(part)) await once(request, 'drain')
    sent += part.length
  }
  request.on('error', () => undefined)
  request.destroy()
  return null
}

/** What the server has so far; it lets go of a broken connection first. */
async function offsetOf(at: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const told = await ask(at, { method: 'HEAD', headers: { ...headers, ...version } })
  return Number(told.headers['upload-offset'])
}

async function ask(url: string, options: http.RequestOptions): Promise<http.IncomingMessage> {
  const request = http.request(url, options)
  request.end()
  return answerTo(request)
}

async function answerTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const body = await text(response)
  if ((response.statusCode ?? 0) >= 400) throw new Error(`${response.statusCode} ${body}`)
  return response
}
