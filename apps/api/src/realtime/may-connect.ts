import type { IncomingMessage } from 'node:http'

/**
 * Whether a page may open a socket: ours may, by the public address or by the host that it was loaded from. Programs send no
 * origin. No cookie opens a socket, so this is a second lock, for the day when one would.
 */
export function mayConnect({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const { origin, host } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  return page.origin === new URL(publicUrl).origin || page.host === host
}
