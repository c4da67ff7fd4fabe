import { createHash } from 'node:crypto'
import { expect } from 'vitest'

export const textOf = (bytes: number) => Buffer.alloc(bytes, 'All work and no play makes a dull file.\n')
export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
export const base64 = (text: string) => Buffer.from(text).toString('base64')

type Headers = Readonly<Record<string, string>>

/** Speaks tus to the API as one sender, request by request. */
export function tusCalls(url: string, credentials: Headers) {
  const ask = (method: string, path: string, { headers, body }: { headers?: Headers; body?: Buffer } = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: { ...credentials, 'Tus-Resumable': '1.0.0', ...headers },
      ...(body && { body: new Uint8Array(body) }),
    })

  const begin = (bytes: number, metadata: Headers, more: { headers?: Headers; body?: Buffer } = {}) => {
    const said = Object.entries(metadata).map(([key, value]) => `${key} ${base64(value)}`)
    const headers = { 'Upload-Length': String(bytes), 'Upload-Metadata': said.join(','), ...more.headers }
    return ask('POST', '/api/v1/uploads/', { ...more, headers })
  }

  /** @returns the address of the upload */
  async function begun(bytes: number, metadata: Headers): Promise<string> {
    const answer = await begin(bytes, metadata)
    expect([answer.status, await answer.text()]).toEqual([201, ''])
    return answer.headers.get('location') ?? ''
  }

  const send = (path: string, offset: number, body: Buffer, headers: Headers = {}) =>
    ask('PATCH', path, {
      body,
      headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...headers },
    })

  async function offsetOf(path: string): Promise<number> {
    const answer = await ask('HEAD', path)
    expect(answer.status).toBe(200)
    return Number(answer.headers.get('upload-offset'))
  }

  return { ask, begin, begun, send, offsetOf }
}

export const bytesType = { 'Content-Type': 'application/offset+octet-stream' }

/** The last part of an upload's address. */
export const sessionOf = (path: string) => path.split('/').at(-1) ?? ''
