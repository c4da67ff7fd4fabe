import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import {
  asSystem,
  extendFileLease,
  type FileVersion,
  leaseFileVersion,
  settleFileVersion,
  type UnitOfWork,
} from '@groundwork/db'
import { canFileBecome, type EventPayload, type FileState, StoredFile } from '@groundwork/domain'
import { isStorageError, toStorageKey } from '@groundwork/storage'
import { v4 } from 'uuid'
import type { FileServices } from './file-services.ts'
import type { ScanVerdict } from './scanner.ts'

const system = asSystem('scan a stored file')

/** A worker that dies in the middle loses the file to the next one after this. */
const LEASE_SECONDS = 60
const RENEW_MS = 20_000

/** Called in the transaction that ends the work, so that "done" and the work itself are one. */
export type Done = (work: UnitOfWork) => Promise<unknown>

/**
 * Scans a stored file and lets it go, or not. Runs at least once: a second run changes nothing. Without a verdict the file
 * goes back to `stored` and the error out, to be tried again: never to `available`.
 */
export async function scanFile(services: FileServices, payload: EventPayload, done: Done): Promise<void> {
  const token = v4()
  const version = await takeForScan(services, payload, token)
  if (!version) {
    await services.database.withUnitOfWork(system, done)
    return
  }
  const release = holdLease(services, version, token)
  try {
    const verdict = await judgeBytes(services, version)
    await conclude(services, { version, token, verdict, done })
  } catch (error) {
    await putBack(services, version, token)
    throw error
  } finally {
    release()
  }
}

/** Somebody else is at it, or was until a moment ago. Try again later. */
class ScanUnderWay extends Error {
  override readonly name = 'ScanUnderWay'
}

/** Null when there is nothing to scan: it has been scanned, lies in the trash, or is another organization's. @throws ScanUnderWay */
function takeForScan(
  { database }: FileServices,
  { objectId: file, organization }: EventPayload,
  token: string,
): Promise<FileVersion | null> {
  return database.withUnitOfWork(system, async (work) => {
    const row = await work.find(StoredFile, file, { lock: true })
    if (row?.organization !== organization || (row.status !== 'scanning' && !canFileBecome(row.status, 'scanning')))
      return null
    const version = await leaseFileVersion(work, file, { token, seconds: LEASE_SECONDS })
    if (!version) throw new ScanUnderWay(`File ${file} is being scanned`)
    if (row.status !== 'scanning') await moveTo(work, file, { from: row.status, to: 'scanning', reason: null })
    return version
  })
}

const outcomes = {
  clean: { to: 'available', reason: () => null },
  infected: { to: 'quarantined', reason: (found: string) => `Something harmful was found in it: ${found}` },
  unscannable: { to: 'unscannable', reason: (found: string) => `It could not be scanned: ${found}` },
} as const

interface Conclusion {
  readonly version: FileVersion
  readonly token: string
  readonly verdict: ScanVerdict
  readonly done: Done
}

async function conclude(
  { database, scanner }: FileServices,
  { version, token, verdict, done }: Conclusion,
): Promise<void> {
  const { to, reason } = outcomes[verdict.kind]
  const found = wordsOf(verdict)
  await database.withUnitOfWork(system, async (work) => {
    const changes = {
      scanEngine: scanner.engine,
      scanResult: found ?? (scanner.engine === 'none' ? 'not scanned' : 'clean'),
    }
    const isOurs = await settleFileVersion(work, version.id, { token, changes })
    if (!isOurs) throw new ScanUnderWay(`The scan of file ${version.file} was taken over`)
    await moveTo(work, version.file, { from: 'scanning', to, reason: found === null ? null : reason(found) })
    await done(work)
  })
}

function wordsOf(verdict: ScanVerdict): string | null {
  if (verdict.kind === 'clean') return null
  return verdict.kind === 'infected' ? verdict.signature : verdict.reason
}

async function putBack({ database }: FileServices, version: FileVersion, token: string): Promise<void> {
  await database.withUnitOfWork(system, async (work) => {
    const isOurs = await settleFileVersion(work, version.id, { token, changes: {} })
    if (isOurs)
      await moveTo(work, version.file, { from: 'scanning', to: 'stored', reason: 'Waiting for the virus scanner' })
  })
}

function holdLease({ database, log }: FileServices, { id, file }: FileVersion, token: string): () => void {
  const renew = () =>
    database.withUnitOfWork(system, (work) => extendFileLease(work, id, { token, seconds: LEASE_SECONDS }))
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error, file }, 'scan lease not renewed'))
  }, RENEW_MS)
  return () => clearInterval(timer)
}

interface Move {
  readonly from: FileState
  readonly to: FileState
  readonly reason: string | null
}

/**
 * The event is named after the state that was reached, but for the way back: that must not start a scan of its own. A file
 * that was deleted meanwhile stays as it is; restoring it starts a scan again.
 */
async function moveTo(work: UnitOfWork, file: string, { from, to, reason }: Move): Promise<void> {
  if (!(await work.find(StoredFile, file, { lock: true }))) return
  await work.update(
    StoredFile,
    file,
    { status: to, statusReason: reason },
    { event: to === 'stored' ? 'scan-postponed' : to, expected: { status: from } },
  )
}

/**
 * A file that lost its bytes, or whose bytes are not those that were received, is not what somebody uploaded. Without a
 * scanner nothing is read, but bytes there must be.
 */
async function judgeBytes({ storage, scanner, log }: FileServices, version: FileVersion): Promise<ScanVerdict> {
  const key = toStorageKey(version.storageKey)
  const missing = (): ScanVerdict => {
    log.error({ file: version.file }, 'bytes of a stored file are missing')
    return { kind: 'unscannable', reason: 'its bytes are missing' }
  }
  if (scanner.engine === 'none') return (await orNull(storage.head(key))) ? { kind: 'clean' } : missing()
  const body = await orNull(storage.open(key))
  if (!body) return missing()
  const tap = new HashTap()
  body.once('error', (error) => tap.destroy(error))
  tap.once('close', () => body.destroy())
  const verdict = await scanner.scan(body.pipe(tap))
  if (verdict.kind !== 'clean' || tap.sha256 === version.sha256) return verdict
  log.error({ file: version.file }, 'bytes of a stored file have changed')
  return { kind: 'unscannable', reason: 'its bytes have changed since they were received' }
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
