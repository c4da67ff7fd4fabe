import { createHash, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { SessionPart, UploadSession } from '@groundwork/db'
import { DomainError, notFound } from '@groundwork/domain'
import type { StorageProvider } from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
import type { FileServices } from '../file/file-services.ts'
import { toUploadError } from '../file/upload-error.ts'
import { failedBefore } from './failed-before.ts'
import { FairBudget } from './fair-budget.ts'
import { finishSession } from './finish-session.ts'
import { isPartLost } from './gather-parts.ts'
import { type HeldSession, holdSession, readUploadSession, running } from './hold-session.ts'
import { multipartOf, tailBytes, tailKey, USUAL_PART_BYTES } from './multipart-of.ts'
import { BUFFERS, PartBuffers } from './part-buffers.ts'
import { PartMemory } from './part-memory.ts'
import { PartSending } from './part-sending.ts'
import type { RunningDigest } from './running-uploads.ts'
import type { Sender } from './sender.ts'
import { expiryOf } from './session-expiry.ts'
import { fieldsOf } from './session-fields.ts'
import { whileSenderMay } from './while-sender-may.ts'

/** Memory for what all senders bring at a time: with parts of 8 MiB 42 of them, 10 of one person or link. */
const writing = new FairBudget(1024 ** 3)

/** Of one sender, who comes back after a break. */
const memory = new PartMemory({ most: BUFFERS, bytes: USUAL_PART_BYTES })

export const checksumAlgorithms = ['sha1', 'sha256', 'md5'] as const

export interface Checksum {
  readonly algorithm: (typeof checksumAlgorithms)[number]
  readonly digest: Buffer
}

export interface Piece {
  /** Where the sender believes to go on. */
  readonly offset: number
  readonly stream: Readable
  /** Of this piece: none of it counts unless it fits. */
  readonly checksum?: Checksum | undefined
}

export interface SessionProgress {
  readonly receivedBytes: number
  readonly declaredBytes: number | null
  readonly expiresAt: Date
  /** What its sender said at its beginning, word for word. */
  readonly said: string | null
  /** Null until all bytes are there and have become one. */
  readonly file: string | null
}

/**
 * How far an upload is. Whoever asks is not sending any more: what still arrives over an older connection ends first, so that the
 * answer holds. One whose bytes are all there and that became no file, as after a crash,
 * becomes one now.
 */
export async function progressOf(services: FileServices, sender: Sender, id: string): Promise<SessionProgress> {
  const { kind } = await readUploadSession(services, sender, id)
  if (kind !== 'tus') throw notFound('upload')
  const turn = await running.takeTurn(id)
  turn.end()
  const session = await readUploadSession(services, sender, id)
  if (!isComplete(session) || session.status !== 'open') return toldOf(session)
  try {
    return await holdSession(services, sender, id, async (held) => {
      const { session: found } = held
      if (found.status !== 'open') return toldOf(found)
      const file = await whileSenderMay(services, sender, { session: found }, (right) =>
        finishSession(services, sender, { ...held, right }),
      )
      return { ...toldOf(found), file }
    })
  } catch (error) {
    if (!isPartLost(error)) throw error
    return toldOf(await readUploadSession(services, sender, id))
  }
}

/**
 * Takes a piece in, for as long as its sender has the right to it. What has arrived stays, also where the connection breaks: the sender goes
 * on from there.
 */
export function appendToSession(
  services: FileServices,
  sender: Sender,
  id: string,
  piece: Piece,
): Promise<SessionProgress> {
  piece.stream.on('error', () => undefined) // Whoever reads on hears of it.
  return holdSession(services, sender, id, async (held) => {
    const { session } = held
    if (session.kind !== 'tus') throw notFound('upload')
    if (session.status === 'failed') throw failedBefore(session)
    if (session.status === 'done') return toldOf(session)
    if (piece.offset !== session.receivedBytes) throw wrongOffset(session.receivedBytes)
    return whileSenderMay(services, sender, { session, stream: piece.stream }, async (right) => {
      const { partBytes, declaredBytes } = session
      const needed = PartBuffers.bytesFor(partBytes, declaredBytes ?? partBytes + 1)
      const written = await writing.using(session.link ?? session.user ?? id, needed, () =>
        new SessionWriter(services, held, piece).run(),
      )
      const after = { ...held, session: { ...session, ...written } }
      if (!isComplete(after.session)) return toldOf(after.session)
      const file = await finishSession(services, sender, { ...after, right })
      return { ...toldOf(after.session), file }
    })
  })
}

const isComplete = ({ receivedBytes, declaredBytes }: UploadSession) => receivedBytes === declaredBytes

/** @throws DomainError as it failed */
function toldOf(session: UploadSession): SessionProgress {
  if (session.status === 'failed') throw failedBefore(session)
  const { receivedBytes, declaredBytes, expiresAt, file } = session
  return { receivedBytes, declaredBytes, expiresAt, file, said: fieldsOf(session).said ?? null }
}

type Written = Pick<UploadSession, 'receivedBytes' | 'parts' | 'tailSlot' | 'expiresAt'>

/** Cuts what comes into parts and keeps what fills none. With a checksum nothing counts before the end. */
class SessionWriter {
  readonly #storage: StorageProvider
  readonly #clock: () => Date
  readonly #held: HeldSession
  readonly #piece: Piece
  readonly #buffers: PartBuffers
  readonly #sending: PartSending<SessionPart>
  readonly #parts: SessionPart[]
  #received: number

  constructor({ storages, clock }: Pick<FileServices, 'storages' | 'clock'>, held: HeldSession, piece: Piece) {
    this.#storage = storages.of(held.session.storageProvider)
    this.#clock = clock
    this.#held = held
    this.#piece = piece
    this.#buffers = new PartBuffers(memory, held.session.partBytes, held.session.declaredBytes ?? undefined)
    this.#parts = [...held.session.parts]
    this.#received = held.session.receivedBytes
    this.#sending = new PartSending({
      from: this.#parts.length + 1,
      put: (number, part) => this.#putPart(number, part),
      arrived: (part) => this.#count(part),
    })
  }

  async run(): Promise<Written> {
    try {
      return await this.#receive()
    } catch (error) {
      throw toUploadError(error) ?? error
    } finally {
      await this.#sending.over()
    }
  }

  async #receive(): Promise<Written> {
    const { session } = this.#held
    await this.#refill()
    const digest = running.takeDigest(session.id, session.receivedBytes)
    const check = this.#piece.checksum && createHash(this.#piece.checksum.algorithm)
    try {
      for await (const chunk of this.#chunks()) {
        if (this.#received + chunk.length > (session.declaredBytes ?? 0)) throw tooMuch()
        digest?.hash.update(chunk)
        check?.update(chunk)
        this.#received += chunk.length
        for (const part of this.#buffers.add(chunk)) await this.#sending.send(part)
      }
    } catch (error) {
      if (!check) await this.#keep(digest)
      throw error
    }
    if (check && !isEqual(check.digest(), this.#piece.checksum?.digest)) throw checksumMismatch()
    return this.#keep(digest)
  }

  /** Ends when the connection does, or when somebody else takes its place. */
  async *#chunks(): AsyncGenerator<Buffer, undefined> {
    const { signal } = this.#held
    const { stream } = this.#piece
    const stop = () => stream.destroy(signal.reason instanceof Error ? signal.reason : undefined)
    signal.addEventListener('abort', stop, { once: true })
    try {
      if (signal.aborted) stop()
      for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async #refill(): Promise<void> {
    const { session } = this.#held
    if (tailBytes(session) === 0) return
    const tail = await buffer(await this.#storage.open(tailKey(session, session.tailSlot)))
    for (const _ of this.#buffers.add(tail)) throw new Error(`The tail of upload ${session.id} fills a part`)
  }

  async #putPart(number: number, part: Buffer): Promise<SessionPart> {
    const { signal } = new AbortController()
    const upload = multipartOf(this.#held.session)
    const stored = await this.#storage.putPart(upload, number, part, { bytes: part.length, signal })
    faultPoint('after:part_put')
    return stored
  }

  async #count(part: SessionPart): Promise<void> {
    this.#parts.push(part)
    if (!this.#piece.checksum) await this.#held.save({ parts: this.#parts, receivedBytes: this.#partBytes() })
  }

  #partBytes(): number {
    return this.#parts.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /**
   * What fills no part becomes the last one, or waits under the other of two keys. Where a part is lost nothing more counts: how far it is,
   * is what was saved last.
   */
  async #keep(digest: RunningDigest | null): Promise<Written> {
    const { session } = this.#held
    await this.#sending.allThere()
    const rest = this.#buffers.filling
    let { tailSlot } = session
    if (rest.length && this.#received === session.declaredBytes) {
      await this.#sending.send(rest)
      await this.#sending.allThere()
    } else if (rest.length) {
      tailSlot = 1 - tailSlot
      const { signal } = new AbortController()
      const contentType = 'application/octet-stream'
      await this.#storage.put(tailKey(session, tailSlot), Readable.from([rest], { objectMode: false }), {
        contentType,
        signal,
      })
      faultPoint('after:tail_put')
    }
    const expiresAt = expiryOf(session.createdAt, this.#clock())
    const written = { receivedBytes: this.#received, parts: this.#parts, tailSlot, expiresAt }
    await this.#held.save(written)
    if (digest) running.keepDigest(session.id, Object.assign(digest, { bytes: written.receivedBytes }))
    this.#buffers.release() // All of it is stored: where a part was lost, its memory may still be on its way.
    return written
  }
}

const isEqual = (one: Buffer, other: Buffer | undefined) =>
  other !== undefined && one.length === other.length && timingSafeEqual(one, other)

const checksumMismatch = () =>
  new DomainError('invalid', 'The bytes are not those of the checksum; none of them was kept', {
    reason: 'checksum_mismatch',
  })

const tooMuch = () =>
  new DomainError('invalid', 'More bytes arrived than were announced', { reason: 'length_mismatch' })

const wrongOffset = (offset: number) =>
  new DomainError('conflict', `The upload goes on at byte ${offset}`, { reason: 'wrong_offset', details: { offset } })
