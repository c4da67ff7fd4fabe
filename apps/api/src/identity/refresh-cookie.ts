import type { IncomingMessage, ServerResponse } from 'node:http'
import { DomainError } from '@groundwork/domain'

const name = 'gw_refresh'
const seconds = 30 * 24 * 3600

/** Sent to the sign-in routes alone, never to other sites, never to scripts; over TLS only where the site has it. */
const attributes = (publicUrl: string) =>
  `Path=/api/v1/auth; HttpOnly; SameSite=Strict${publicUrl.startsWith('https:') ? '; Secure' : ''}`

export function setRefreshCookie(res: ServerResponse, token: string, publicUrl: string): void {
  res.setHeader('Set-Cookie', `${name}=${token}; Max-Age=${seconds}; ${attributes(publicUrl)}`)
}

export function forgetRefreshCookie(res: ServerResponse, publicUrl: string): void {
  res.setHeader('Set-Cookie', `${name}=; Max-Age=0; ${attributes(publicUrl)}`)
}

/** @throws DomainError forbidden when another site's page makes the request */
export function readRefreshCookie({ headers }: IncomingMessage): string | undefined {
  const token = headers.cookie
    ?.split(';')
    .map((pair) => pair.trim().split('=', 2))
    .find(([key]) => key === name)?.[1]
  const site = headers['sec-fetch-site']
  if (token && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new DomainError('forbidden', 'This session belongs to another site', { reason: 'cross_site' })
  }
  return token || undefined
}
