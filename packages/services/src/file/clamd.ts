import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Scanner, ScannerUnavailable, type ScanVerdict } from './scanner.ts'

export type ClamdAddress = { readonly socket: string } | { readonly host: string; readonly port: number }

export interface ClamdOptions {
  /** Longest silence on the connection before it counts as dead. */
  readonly timeoutMs?: number
}

/** Scans over clamd's INSTREAM command. */
export function clamdScanner(address: ClamdAddress, { timeoutMs = 60_000 }: ClamdOptions = {}): Scanner {
  return {
    engine: 'clamav',
    scan: async ({ open }) =>
      verdictOf(await converse(address, { command: 'zINSTREAM\0', body: await open(), timeoutMs })),
    signatures: async () => {
      const reply = await converse(address, { command: 'zVERSION\0', timeoutMs: Math.min(timeoutMs, 5000) })
      if (!reply.startsWith('ClamAV ')) throw unknownReply(reply, 'VERSION')
      return reply.slice(0, 100)
    },
    probe: async () => {
      const reply = await converse(address, { command: 'zPING\0', timeoutMs: Math.min(timeoutMs, 5000) })
      if (reply !== 'PONG') throw unknownReply(reply, 'PING')
    },
  }
}

/**
 * Reads clamd's word. Exactly `stream: OK` is clean. A limit or an encryption that kept it from looking is no infection,
 * but no clearance either. Whatever else it says (an error, half a reply, nothing) says nothing about the file.
 */
export function verdictOf(reply: string): ScanVerdict {
  if (reply === 'stream: OK') return { kind: 'clean' }
  const signature = /^stream: (.+) FOUND$/.exec(reply)?.[1]
  if (signature && /^Heuristics\.Limits\.Exceeded/.test(signature))
    return { kind: 'unscannable', reason: signature, cause: 'tooLarge' }
  if (signature && /^Heuristics\.Encrypted/.test(signature))
    return { kind: 'unscannable', reason: signature, cause: 'encrypted' }
  if (signature) return { kind: 'infected', signature }
  if (reply.startsWith('INSTREAM size limit exceeded'))
    return { kind: 'unscannable', reason: 'Too large for the scanner', cause: 'tooLarge' }
  throw new ScannerUnavailable(`clamd answered ${JSON.stringify(reply.slice(0, 200))}`)
}

const unknownReply = (reply: string, command: string) =>
  new ScannerUnavailable(`clamd answered ${JSON.stringify(reply.slice(0, 80))} to ${command}`)

interface Conversation {
  readonly command: string
  readonly body?: Readable
  readonly timeoutMs: number
}

async function converse(address: ClamdAddress, { command, body, timeoutMs }: Conversation): Promise<string> {
  const socket = connect('socket' in address ? { path: address.socket } : address)
  const reply = readReply(socket, timeoutMs)
  try {
    socket.write(command)
    const sent = body ? sendBody(socket, body) : Promise.resolve()
    return await Promise.race([reply, sent.then(() => reply)])
  } catch (error) {
    throw asUnavailable(error)
  } finally {
    body?.destroy()
    socket.destroy()
  }
}

/** The error of the storage or the disk is not the scanner's: it keeps its own name. */
class BodyFailed extends Error {}

/** Between two writes the socket gets a turn to be read: clamd's early word must be heard before the next write fails. */
async function sendBody(socket: Socket, body: Readable): Promise<void> {
  for await (const chunk of chunksOf(body)) {
    await nextTurn()
    if (socket.destroyed) return
    if (!socket.write(chunk)) await drained(socket)
  }
}

/** Resolves when there is room again, and also when there never will be: clamd may have said its word and gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle)
      resolve()
    }
    socket.on('drain', settle).on('close', settle)
  })
}

/** Each chunk behind its length; a length of zero ends the stream. */
async function* chunksOf(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of wrapErrors(body)) {
    if (chunk.length === 0) continue
    yield lengthPrefix(chunk.length)
    yield chunk
  }
  yield lengthPrefix(0)
}

async function* wrapErrors(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* body
  } catch (cause) {
    throw new BodyFailed('The bytes to scan could not be read', { cause })
  }
}

function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(length)
  return prefix
}

const maxReplyBytes = 4096

/**
 * What clamd says, up to its NUL or its hanging up. Read as it comes in: clamd may say its word before the end and hang up,
 * and the broken pipe that follows would take an unread word with it.
 */
function readReply(socket: Socket, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = ''
    let failure: Error | undefined
    socket.on('data', (chunk) => {
      reply += String(chunk)
      if (reply.includes('\0') || reply.length > maxReplyBytes) resolve(reply.split('\0', 1)[0]?.trim() ?? '')
    })
    socket.on('error', (error) => {
      failure = error
    })
    socket.on('close', () => (failure ? reject(failure) : resolve(reply.trim())))
    socket.setTimeout(timeoutMs, () => reject(new ScannerUnavailable(`clamd said nothing for ${timeoutMs} ms`)))
  })
}

function asUnavailable(error: unknown): unknown {
  if (error instanceof BodyFailed) return error.cause
  if (error instanceof ScannerUnavailable) return error
  return new ScannerUnavailable('clamd could not be reached or broke off', { cause: error })
}
