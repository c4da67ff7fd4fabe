import { createHash } from 'node:crypto'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import type { FileVersion } from '@groundwork/db'
import {
  archiveFaultInWords,
  archiveLimitsOf,
  causeOfFault,
  isArchiveType,
  type SettledRules,
} from '@groundwork/domain'
import type { ReadRange } from '@groundwork/spreadsheet'
import { isStorageError, toStorageKey } from '@groundwork/storage'
import type { FileServices } from './file-services.ts'
import { inspectArchive } from './scan/inspect-archive.ts'
import { inspectPicture } from './scan/inspect-picture.ts'
import type { ScanVerdict } from './scanner.ts'

export interface Judgement {
  readonly verdict: ScanVerdict
  /** Which signatures the scanner knew. */
  readonly signatures: string
}

export interface BytesToJudge {
  readonly version: Pick<FileVersion, 'blob' | 'fileName' | 'mimeType'>
  /** Of their organization: how far archives may go, and whether a scanner of somebody else's may see the bytes. */
  readonly rules: SettledRules
  /** Also where the same scanner has found them clean. */
  readonly isAnew?: boolean
}

/**
 * What the scanner says of bytes. Ones that are gone, or are not those that were received, are not what somebody uploaded.
 * Without a scanner nothing is read, but bytes there must be. Equal bytes that the same scanner found clean are not read again.
 */
export async function judgeBytes(
  { storages, scanner, filePolicy, log }: Pick<FileServices, 'storages' | 'scanner' | 'filePolicy' | 'log'>,
  { version: { blob, fileName, mimeType }, rules, isAnew = false }: BytesToJudge,
): Promise<Judgement> {
  const key = toStorageKey(blob.storageKey)
  const storage = storages.of(blob.storageProvider)
  const signatures = await scanner.signatures()
  const say = (verdict: ScanVerdict): Judgement => ({ verdict, signatures })
  const missing = () => {
    log.error({ blob: blob.id }, 'bytes of a stored file are missing')
    return say({ kind: 'unscannable', reason: 'its bytes are missing', cause: null })
  }
  const before = scanner.engine === 'none' ? refusedBefore(blob) : null
  if (before) return say(before)
  const isKnown =
    scanner.engine === 'none' ||
    (!isAnew &&
      blob.scanVerdict === 'clean' &&
      blob.scanEngine === scanner.engine &&
      blob.scanSignatures === signatures)
  if (isKnown) return (await orNull(storage.head(key))) ? say({ kind: 'clean' }) : missing()
  const head = await orNull(storage.head(key))
  if (!head) return missing()
  const read: ReadRange = (start, end) => storage.open(key, { start, end })
  const maxPixels = Math.min(filePolicy.maxPixels, rules.scanLimits.imagePixels ?? Infinity)
  const picture = await inspectPicture(mimeType, read, { bytes: head.bytes, maxPixels })
  if (picture) return say(ofPicture[picture])
  const fault = isArchiveType(mimeType) ? await inspectArchive(head.bytes, read, archiveLimitsOf(rules)) : null
  if (fault) return say({ kind: 'unscannable', reason: archiveFaultInWords(fault), cause: causeOfFault(fault) })
  let tap: HashTap | undefined
  const open = async () => {
    const opened = new HashTap()
    tap = opened
    const body = await storage.open(key)
    body.once('error', (error) => opened.destroy(error))
    opened.once('close', () => body.destroy())
    return body.pipe(opened)
  }
  const { sha256: known } = blob
  const mayLeave = rules.virusTotalUploads
  const verdict = await scanner.scan({ sha256: known ?? '', bytes: head.bytes, fileName, mayLeave, open })
  const sha256 = tap ? tap.sha256 : await sha256Of(await storage.open(key))
  if (verdict.kind !== 'clean' || sha256 === blob.sha256) return say(verdict)
  log.error({ blob: blob.id }, 'bytes of a stored file have changed')
  return say({ kind: 'unscannable', reason: 'its bytes have changed since they were received', cause: null })
}

const ofPicture = {
  too_many_pixels: { kind: 'unscannable', reason: 'it has too many pixels', cause: 'tooLarge' },
  damaged: { kind: 'unscannable', reason: 'it does not tell its size', cause: 'error' },
} as const

/** Where nothing is scanned any more, the word of the scanner there was still stands. */
function refusedBefore({ scanVerdict, scanResult }: FileVersion['blob']): ScanVerdict | null {
  const found = scanResult ?? ''
  if (scanVerdict === 'infected') return { kind: 'infected', signature: found }
  return scanVerdict === 'unscannable' ? { kind: 'unscannable', reason: found, cause: null } : null
}

/** A scanner that knows a hash reads nothing; that the bytes have it is for us to see. */
async function sha256Of(body: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of body as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

/** Lets bytes through and knows their hash once the last has passed: what was not read whole has none. */
class HashTap extends Transform {
  sha256: string | null = null
  readonly #hash = createHash('sha256')

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#hash.update(chunk)
    done(null, chunk)
  }

  override _flush(done: TransformCallback): void {
    this.sha256 = this.#hash.digest('hex')
    done()
  }
}

/** Null for what is not there. */
async function orNull<Found>(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found
  } catch (error) {
    if (isStorageError(error, 'not_found')) return null
    throw error
  }
}
