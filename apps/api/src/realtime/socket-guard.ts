import { DomainError, type Principal } from '@groundwork/domain'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { OpenSocket } from './open-socket.ts'

/** Together with what a principal is remembered for, a right that was taken away is felt within five seconds. */
const checkMs = 2000
/** Whoever connects says who they are, or goes. */
const introductionMs = 10_000
const mostPerUser = 20
/** So many are asked about at a time: a check must not hold the database's connections. */
const atOnce = 10

/** Close codes of our own, in the range that is left to applications. */
const closeCodes = { callerGone: 4401, tooMany: 4429 } as const

interface Watched {
  readonly openedAt: number
  user?: string
  caller?: { readonly open: OpenSocket; readonly authenticate: () => Promise<Principal> }
}

/** Watches over open sockets: they last no longer than the rights of whoever opened them, and nobody has very many. */
export interface SocketGuard {
  watch(socket: WebSocket): void
  /** Whoever is behind a socket has shown it. @throws DomainError rate_limited when they have enough of them */
  admit(socket: WebSocket, authenticate: () => Promise<Principal>): Promise<OpenSocket>
  close(): void
}

export function guardSockets(log: Logger): SocketGuard {
  const sockets = new Map<WebSocket, Watched>()
  const owners = new Map<string, Set<WebSocket>>()

  const forget = (socket: WebSocket) => {
    const user = sockets.get(socket)?.user ?? ''
    const own = owners.get(user)
    own?.delete(socket)
    if (own?.size === 0) owners.delete(user)
    sockets.delete(socket)
  }

  const end = (socket: WebSocket, reason: DomainError) => {
    sockets.get(socket)?.caller?.open.end(reason)
    // First each subscription says why, so that a client with newer credentials comes back by itself.
    setImmediate(() => socket.close(closeCodes.callerGone, reason.reason))
    forget(socket)
  }

  const check = async ([socket, { openedAt, caller }]: readonly [WebSocket, Watched]): Promise<void> => {
    if (!caller) {
      if (Date.now() - openedAt > introductionMs) end(socket, notIntroduced())
      return
    }
    try {
      await caller.authenticate()
    } catch (error) {
      if (isRefusal(error)) end(socket, error)
      // A database that does not answer says nothing about the caller, who gets nothing from it meanwhile.
      else log.warn({ err: error }, 'an open socket could not be checked')
    }
  }

  let timer = setTimeout(sweep, checkMs)
  let isClosed = false
  async function sweep(): Promise<void> {
    const due = [...sockets]
    for (let at = 0; at < due.length; at += atOnce) await Promise.all(due.slice(at, at + atOnce).map(check))
    if (!isClosed) timer = setTimeout(sweep, checkMs)
  }

  return {
    watch(socket) {
      sockets.set(socket, { openedAt: Date.now() })
      socket.once('close', () => forget(socket))
    },

    async admit(socket, authenticate) {
      const open = new OpenSocket()
      const watched = sockets.get(socket)
      if (!watched) throw notIntroduced()
      watched.caller = { open, authenticate }
      const user = await userOf(authenticate)
      if (user === null || !sockets.has(socket)) return open
      const own = owners.get(user) ?? new Set()
      if (own.size >= mostPerUser) {
        setImmediate(() => socket.close(closeCodes.tooMany, 'too_many_sockets'))
        throw new DomainError('rate_limited', `${mostPerUser} connections are open already`, {
          reason: 'too_many_sockets',
        })
      }
      owners.set(user, own.add(socket))
      watched.user = user
      return open
    },

    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

/** Null for a caller who is not known: each call on the socket is refused by itself, and the next check ends it. */
async function userOf(authenticate: () => Promise<Principal>): Promise<string | null> {
  try {
    return (await authenticate()).userId
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

const isRefusal = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'unauthenticated'

const notIntroduced = () => new DomainError('unauthenticated', 'Sign in first', { reason: 'credentials_missing' })
