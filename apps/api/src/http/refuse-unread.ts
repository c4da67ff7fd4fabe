import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { DomainError } from '@groundwork/domain'
import { problemOf } from './problem.ts'

/** Answers what Node could not read as a request at all, so that it never came to a route. There is nothing but the socket to write to. */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, refusal } = meaningOf(error)
  const json = JSON.stringify({ ...problemOf(refusal, randomUUID()), status, title: STATUS_CODES[status] })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(json)}`,
    'Cache-Control: private, no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${json}`)
}

function meaningOf({ code }: NodeJS.ErrnoException): { readonly status: number; readonly refusal: DomainError } {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = 'The address and headers together are larger than 16 KB: ask for less, or in several requests'
    return { status: 431, refusal: new DomainError('too_large', message, { reason: 'headers_too_large' }) }
  }
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  return { status, refusal: new DomainError('invalid', 'The request could not be read') }
}
