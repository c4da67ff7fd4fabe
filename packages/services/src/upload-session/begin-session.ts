import {
  countOpenSessions,
  insertUploadSession,
  storageUse,
  type UnitOfWork,
  type UploadSession,
  type UploadSessionKind,
} from '@groundwork/db'
import { DomainError, type JsonObject, largestAllowed } from '@groundwork/domain'
import type { StorageKey, StorageProvider } from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
import type { FileServices } from '../file/file-services.ts'
import { refuseRevoked } from '../file/link/follow-link.ts'
import { reserve } from '../file/reserve.ts'
import { toUploadError } from '../file/upload-error.ts'
import type { AdmittedSession } from './admit-session.ts'
import { partSize } from './multipart-of.ts'
import type { Sender } from './sender.ts'
import { expiryOf } from './session-expiry.ts'

/** Uploads under way that one sender, and all of an organization, may have at a time: what is set aside for them is nobody else's. */
const MOST_OF_ONE = 500
const MOST_OF_ALL = 5000

/** Whoever holds a link is nobody in particular: they may set aside little of what is their host's, yet any one file that is taken. */
const MOST_OF_LINK = 20
const MOST_BYTES_OF_LINK = 10 * 1024 ** 3
const SHARE_OF_LINK = 1 / 10

export interface Beginning {
  readonly id: string
  readonly kind: UploadSessionKind
  readonly admitted: AdmittedSession
  readonly bytes: number
  readonly storage: StorageProvider
  readonly key: StorageKey
  readonly metadata: JsonObject
}

/** Begins with the store, then makes the row and sets the bytes aside, in one transaction. */
export async function beginSession(
  services: FileServices,
  sender: Sender,
  { id, kind, admitted, bytes, storage, key, metadata }: Beginning,
): Promise<UploadSession> {
  const { actor, door } = sender
  const { organization } = admitted.fields
  const upload = await begun(
    storage.beginParts(key, { contentType: admitted.contentType, partBytes: partSize(storage, bytes) }),
  )
  try {
    const session = await services.database.withUnitOfWork(sender, async (work) => {
      const user = actor.kind === 'system' ? null : actor.userId
      const link = door?.link.id ?? null
      const now = services.clock()
      // The quota is locked from here on, so that what is counted next stays so.
      await reserve(work, { organization, bytes })
      if (link !== null) await refuseRevoked(work, link) // Revoking ends what is there under the same lock: nothing begins behind it.
      await refuseTooMany(services, work, { organization, user, link, now, bytes })
      return insertUploadSession(work, {
        id,
        organization,
        user,
        link,
        kind,
        metadata,
        declaredBytes: bytes,
        reservedBytes: bytes,
        storageProvider: storage.name,
        storageKey: key,
        multipartId: upload.id,
        partBytes: upload.partBytes,
        expiresAt: expiryOf(now, now),
      })
    })
    faultPoint('after:session_begun')
    return session
  } catch (error) {
    await storage.abortParts(upload)
    throw error
  }
}

async function begun<Upload>(beginning: Promise<Upload>): Promise<Upload> {
  try {
    return await beginning
  } catch (error) {
    throw toUploadError(error) ?? error
  }
}

interface Beginner extends Pick<UploadSession, 'organization' | 'user' | 'link'> {
  readonly now: Date
  /** Of the upload that is to begin. */
  readonly bytes: number
}

async function refuseTooMany(
  { filePolicy }: Pick<FileServices, 'filePolicy'>,
  work: UnitOfWork,
  { bytes, ...sender }: Beginner,
): Promise<void> {
  const { own, ownBytes, all } = await countOpenSessions(work, sender)
  if (own >= (sender.link === null ? MOST_OF_ONE : MOST_OF_LINK) || all >= MOST_OF_ALL) throw tooMany()
  if (sender.link === null) return
  const { quotaBytes } = await storageUse(work, sender.organization)
  const most = Math.min(MOST_BYTES_OF_LINK, quotaBytes * SHARE_OF_LINK)
  if (ownBytes + bytes > Math.max(most, largestAllowed(filePolicy))) throw tooMany()
}

const tooMany = () =>
  new DomainError('rate_limited', 'Too many uploads are under way. Finish some of them, or give them up.', {
    reason: 'too_many_uploads',
  })
