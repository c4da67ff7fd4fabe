import { pipeline } from 'node:stream/promises'
import { announceCopy, asSystem, countMoved, type MoveLease, type StoredBlob, switchBlob } from '@groundwork/db'
import { isStorageError, type StorageKey, type StorageProvider, toStorageKey } from '@groundwork/storage'
import { v7 } from 'uuid'
import { faultPoint } from '../../fault/fault-point.ts'
import { ByteMeter } from '../byte-meter.ts'
import { sha256Of } from '../check/sha256-of.ts'
import type { FileServices } from '../file-services.ts'

const system = asSystem('move the bytes of an organization to another storage')

export interface BlobToMove {
  readonly lease: MoveLease
  readonly blob: StoredBlob
  readonly signal: AbortSignal
}

/** What keeps one blob where it is, while others go on. */
export class CannotMove extends Error {
  override readonly name = 'CannotMove'
}

/**
 * Copies a blob with all that was made of it, reads the copy back, and only then lets the row name it. `later`: it changed meanwhile,
 * or an older copy is being cleared away; whoever comes by next does it. Dying anywhere in between costs a copy, and never the only one.
 */
export async function moveBlob(
  { database, storages }: Pick<FileServices, 'database' | 'storages'>,
  { lease, blob, signal }: BlobToMove,
): Promise<'moved' | 'later'> {
  const { target } = lease
  const [from, to] = [storages.of(blob.storageProvider), storages.of(target)]
  const copy = await database.withUnitOfWork(system, (work) => announceCopy(work, { id: v7(), blob, target }))
  if (copy === null) return 'later'
  faultPoint('after:copy_announced')
  const etag = await copyWhole({ from, to, signal, key: toStorageKey(blob.storageKey) }, blob)
  for (const key of Object.values(blob.derivatives)) await copyDerived({ from, to, signal, key: toStorageKey(key) })
  faultPoint('after:blob_copied')
  const isMoved = await database.withUnitOfWork(system, async (work) => {
    const isSwitched = await switchBlob(work, { blob, target, copy, etag })
    if (isSwitched) await countMoved(work, lease, blob.bytes ?? 0)
    faultPoint('before:blob_switched')
    return isSwitched
  })
  faultPoint('after:blob_switched')
  return isMoved ? 'moved' : 'later'
}

interface Copy {
  readonly from: StorageProvider
  readonly to: StorageProvider
  readonly key: StorageKey
  readonly signal: AbortSignal
}

/** The row's hash is the judge on both sides: of what is read here, and of what was written there. Answers with the copy's etag. */
async function copyWhole(copy: Copy, { bytes, sha256 }: StoredBlob): Promise<string> {
  const head = await copy.from.head(copy.key)
  if (!head) throw new CannotMove(`The bytes of ${copy.key} are gone from ${copy.from.name}`)
  const sent = await send(copy, head.contentType)
  if (sent.bytes !== bytes || sent.sha256 !== sha256)
    throw new CannotMove(`The bytes of ${copy.key} in ${copy.from.name} are not those that were received`)
  await proveCopy(copy, sent.sha256)
  return sent.etag
}

/** One that is missing is missing there as well: it is made anew when the check of all files finds that out. */
async function copyDerived(copy: Copy): Promise<void> {
  const head = await copy.from.head(copy.key)
  if (!head) return
  const { sha256 } = await send(copy, head.contentType)
  await proveCopy(copy, sha256)
}

async function send({ from, to, key, signal }: Copy, contentType = 'application/octet-stream') {
  const meter = new ByteMeter(Number.POSITIVE_INFINITY, async (total) => total)
  const source = await from.open(key)
  const [read, stored] = await Promise.allSettled([
    pipeline(source, meter, { signal }),
    to.put(key, meter, { contentType, signal }),
  ])
  if (stored.status === 'rejected') throw isStorageError(stored.reason) ? stored.reason : firstOf(read, stored.reason)
  if (read.status === 'rejected') throw read.reason
  return { bytes: meter.bytes, sha256: meter.sha256(), etag: stored.value.etag }
}

/** A source that breaks fails the put in turn: it is the cause. */
const firstOf = (read: PromiseSettledResult<unknown>, otherwise: unknown) =>
  read.status === 'rejected' ? read.reason : otherwise

async function proveCopy({ to, key, signal }: Copy, sha256: string): Promise<void> {
  if ((await sha256Of(to, key, signal)) !== sha256)
    throw new CannotMove(`${to.name} gives back other bytes of ${key} than it was given`)
}
