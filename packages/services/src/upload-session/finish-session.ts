import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { returnDownload, type UploadSession, updateUploadSession } from '@groundwork/db'
import { cleanFileName, DomainError } from '@groundwork/domain'
import type { StorageKey, StorageProvider } from '@groundwork/storage'
import { type Admitted, admitHead, admitWhole } from '../file/admit-upload.ts'
import { adoptBytes } from '../file/adopt-bytes.ts'
import { recordRefusal } from '../file/discard-intake.ts'
import { leaseLost } from '../file/file-lease.ts'
import type { FileServices } from '../file/file-services.ts'
import { TAIL_BYTES } from '../file/is-truncated.ts'
import { landIn } from '../file/link/link-folders.ts'
import { recordUpload } from '../file/link/upload-link.ts'
import { servicesFor } from '../file/policy/policy-of.ts'
import { releaseReservation } from '../file/reserve.ts'
import { HEAD_BYTES } from '../file/sniff-type.ts'
import type { Landing } from '../file/upload.ts'
import { toUploadError } from '../file/upload-error.ts'
import type { WatchedRight } from '../file/watch-right.ts'
import { type GatheredParts, gatherParts } from './gather-parts.ts'
import { type HeldSession, running } from './hold-session.ts'
import { strayKeys } from './multipart-of.ts'
import type { Sender } from './sender.ts'
import { fieldsOf } from './session-fields.ts'

/**
 * All bytes are there: they become a file. May be repeated wherever it broke off, by any process. A refusal is final: bytes and
 * reservation go, and the session says why for as long as it lasts. Only of who has lost their right everything stays: it may come back.
 */
export async function finishSession(
  services: FileServices,
  sender: Sender,
  { right, ...held }: HeldSession & { readonly right: WatchedRight },
): Promise<string> {
  const { session, lease } = held
  const storage = services.storages.of(session.storageProvider)
  try {
    const { fields, blob, sha256: announced, names = [] } = fieldsOf(session)
    const name = cleanFileName(fields.fileName)
    const gathered = await gatherParts(storage, held)
    const { key, bytes, etag } = gathered
    const judging = await servicesFor(services, sender, fields)
    const { type } = await judgeStored(judging, storage, { name, gathered })
    const sha256 = await sha256Of(storage, { session, key })
    if (announced !== undefined && announced !== sha256) throw otherBytes()
    const { door } = sender
    const landing: Landing | undefined =
      door && names.length ? (work) => landIn(services, work, { door, names }) : undefined
    const file = await adoptBytes(
      services,
      await right.confirm(), // To make bytes one, and to read them once more, may have taken long.
      {
        fields: { ...fields, landing, ...(door && { broughtTo: door.link.createdBy }) },
        name,
        type,
        blob,
        provider: session.storageProvider,
        key,
        content: { bytes, etag, sha256 },
        reserved: session.reservedBytes,
      },
      async (work, made) => {
        const changes = { status: 'done', file: made.id, growth: -session.reservedBytes } as const
        if (!(await updateUploadSession(work, session.id, { ...lease, changes }))) throw leaseLost()
        if (door) await recordUpload(work, door, made)
      },
    )
    await storage.remove(strayKeys({ ...session, status: 'done' }))
    return file.id
  } catch (error) {
    if (error === right.lost) throw error
    const known = toUploadError(error)
    if (known && isFinal(known)) await fail(services, sender, { held, cause: known })
    throw known ?? error
  } finally {
    running.forget(session.id)
  }
}

/** What another try would not change. */
const isFinal = ({ code }: DomainError) => code !== 'unavailable' && code !== 'conflict'

interface StoredUpload {
  readonly name: string
  readonly gathered: GatheredParts
}

/** The same two verdicts as on a stream, on the bytes as they lie. */
async function judgeStored(
  { filePolicy }: FileServices,
  storage: StorageProvider,
  { name, gathered: { key, bytes: size } }: StoredUpload,
): Promise<Admitted> {
  const read = async (start: number, end: number) => buffer(await storage.open(key, { start, end }))
  const head = await read(0, HEAD_BYTES - 1)
  const admitted = await admitHead(filePolicy, {
    name,
    head: { bytes: head, isWhole: size <= head.length },
    declaredSize: size,
  })
  const tail = await read(Math.max(0, size - TAIL_BYTES), size - 1)
  admitWhole(filePolicy, name, { sniffed: admitted.sniffed, head, tail, size })
  return admitted
}

interface HashedUpload {
  readonly session: UploadSession
  readonly key: StorageKey
}

/** From the digest that ran along, or else by reading the bytes once more. */
async function sha256Of(storage: StorageProvider, { session, key }: HashedUpload): Promise<string> {
  const kept = running.takeDigest(session.id, session.receivedBytes)
  if (kept) return kept.hash.digest('hex')
  const hash = createHash('sha256')
  for await (const chunk of await storage.open(key)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

const otherBytes = () =>
  new DomainError('invalid', 'The bytes that arrived are not those that were announced', {
    reason: 'checksum_mismatch',
  })

interface Failed {
  readonly held: HeldSession
  readonly cause: DomainError
}

async function fail(services: FileServices, sender: Sender, { held, cause }: Failed): Promise<void> {
  const { session, lease } = held
  const { id, organization, reservedBytes } = session
  const name = cleanFileName(fieldsOf(session).fields.fileName)
  await services.storages.of(session.storageProvider).remove(strayKeys(session))
  await services.database.withUnitOfWork(sender, async (work) => {
    const problem = { code: cause.code, message: cause.message, reason: cause.reason ?? cause.code }
    const changes = { status: 'failed', problem, growth: -reservedBytes } as const
    await releaseReservation(work, { organization, bytes: reservedBytes })
    if (!(await updateUploadSession(work, id, { ...lease, changes }))) throw leaseLost()
    if (session.link !== null) await returnDownload(work, session.link)
    recordRefusal(work, { organization, file: null, name, cause })
  })
}
