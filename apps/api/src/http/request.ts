import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { WorkContext } from '@groundwork/db'

export interface Credentials {
  readonly bearer?: string
  readonly apiKey?: string
}

/** What the caller sent to say who it is. Both may be missing. */
export function credentialsOf({ headers }: Pick<IncomingMessage, 'headers'>): Credentials {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const apiKey = headers['x-api-key']
  return { ...(bearer && { bearer }), ...(typeof apiKey === 'string' && apiKey && { apiKey }) }
}

/** The caller's own request id where it is harmless, otherwise a new one. It stands in logs, audit entries and problems. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
}

/** `ip` is the client's, as `services.clientAddress` found it. */
export function originOf(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { requestId, ip }: { readonly requestId: string; readonly ip: string | undefined },
): NonNullable<WorkContext['origin']> {
  const userAgent = headers['user-agent']?.slice(0, 300)
  return { requestId, ...(ip && { ip }), ...(userAgent && { userAgent }) }
}
