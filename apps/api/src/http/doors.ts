import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers what it knows, and passes everything else on. It sees the address without the part that led to it. */
export type DoorHandler = (req: IncomingMessage, res: ServerResponse, next: () => void) => Promise<void> | void

export interface Door {
  /** In small letters, without a slash at its end. */
  readonly at: string
  readonly handler: DoorHandler
}

/**
 * Tries the doors in their order, and then goes on. They are what most requests go through, and stand before Express: its router
 * takes as long to come to the last of them as a row takes to be read.
 */
export function throughDoors(
  doors: readonly Door[],
  onError: (error: unknown, req: IncomingMessage, res: ServerResponse) => void,
) {
  return (req: IncomingMessage, res: ServerResponse, next: () => void): void => {
    const full = req.url ?? '/'
    const path = full.startsWith('/') ? full : withoutHost(full)
    // As Express calls it, for whoever logs or links to it.
    Object.assign(req, { originalUrl: full })
    const tryFrom = (first: number): void => {
      const place = doors.findIndex(({ at }, index) => index >= first && leadsTo(path, at))
      const door = doors[place]
      if (!door) {
        req.url = full
        next()
        return
      }
      const rest = path.slice(door.at.length)
      req.url = rest.startsWith('/') ? rest : `/${rest}`
      const answer = async () => door.handler(req, res, () => tryFrom(place + 1))
      answer().catch((error: unknown) => onError(error, req, res))
    }
    tryFrom(0)
  }
}

const ends = new Set([undefined, '/', '?'])

const leadsTo = (path: string, at: string) =>
  ends.has(path[at.length]) && (path.startsWith(at) || path.slice(0, at.length).toLowerCase() === at)

/** A request may name the host in its first line (RFC 9112, section 3.2.2). */
const withoutHost = (url: string) => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '')
