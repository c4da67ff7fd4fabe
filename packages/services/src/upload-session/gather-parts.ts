import type { SessionPart } from '@groundwork/db'
import { DomainError, isDomainError } from '@groundwork/domain'
import {
  isStorageError,
  type StorageKey,
  type StorageProvider,
  type StoredObject,
  toStorageKey,
} from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
import type { HeldSession } from './hold-session.ts'
import { multipartOf } from './multipart-of.ts'
import { fieldsOf } from './session-fields.ts'

export interface GatheredParts extends StoredObject {
  /** Nobody but us ever had an address of it. */
  readonly key: StorageKey
}

/**
 * Makes one object of the parts. What a client has written to the bucket is copied to another key before it is looked at: whatever is
 * written to the first one from then on is nobody's file.
 */
export async function gatherParts(storage: StorageProvider, held: HeldSession): Promise<GatheredParts> {
  const { session } = held
  const { finalKey } = fieldsOf(session)
  const from = toStorageKey(session.storageKey)
  const stored = await completed(storage, held)
  faultPoint('after:parts_completed')
  if (stored.bytes !== session.declaredBytes) throw otherLength(session.declaredBytes)
  if (finalKey === undefined) return { ...stored, key: from }
  const key = toStorageKey(finalKey)
  const copied = await explained(storage.copy(from, key, { ifMatch: stored.etag }), changedMeanwhile)
  faultPoint('after:parts_promoted')
  return { ...copied, key }
}

/**
 * A process that lost its lease may have written a part over once more, and the store goes by the last one. Then the upload is as far as
 * the parts before it, and its sender sends the rest again; what a client has written to the bucket it names itself.
 */
async function completed(storage: StorageProvider, { session, save }: HeldSession): Promise<StoredObject> {
  try {
    return await storage.completeParts(multipartOf(session), session.parts)
  } catch (error) {
    if (!isStorageError(error, 'refused')) throw error
    const { part } = error
    if (session.kind !== 'tus' || part === undefined) throw otherParts()
    const parts = session.parts.filter(({ number }) => number < part)
    await save({ parts, receivedBytes: bytesOf(parts) })
    throw partLost(error)
  }
}

const bytesOf = (parts: readonly SessionPart[]) => parts.reduce((sum, { bytes }) => sum + bytes, 0)

/** Where a store refuses, the bytes are not what they were said to be. */
async function explained<Result>(work: Promise<Result>, refused: () => DomainError): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw isStorageError(error, 'refused') ? refused() : error
  }
}

const otherParts = () =>
  new DomainError('conflict', 'The parts in the store are not those that were named', { reason: 'parts_mismatch' })

const PART_LOST = 'part_lost'

const partLost = (cause: unknown) =>
  new DomainError('unavailable', 'A part of the upload was lost. Ask how far it is, and go on from there.', {
    reason: PART_LOST,
    cause,
  })

/** The upload has gone back to before that part. */
export const isPartLost = (error: unknown): boolean => isDomainError(error) && error.reason === PART_LOST

const otherLength = (bytes: number | null) =>
  new DomainError('invalid', `There are not the ${bytes} bytes that were announced`, { reason: 'length_mismatch' })

const changedMeanwhile = () =>
  new DomainError('invalid', 'The bytes were changed while they were taken over', { reason: 'bytes_changed' })
