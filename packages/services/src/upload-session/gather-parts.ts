import type { UploadSession } from '@groundwork/db'
import { DomainError } from '@groundwork/domain'
import {
  isStorageError,
  type StorageKey,
  type StorageProvider,
  type StoredObject,
  toStorageKey,
} from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
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
export async function gatherParts(storage: StorageProvider, session: UploadSession): Promise<GatheredParts> {
  const { finalKey } = fieldsOf(session)
  const from = toStorageKey(session.storageKey)
  const stored = await explained(storage.completeParts(multipartOf(session), session.parts), otherParts)
  faultPoint('after:parts_completed')
  if (stored.bytes !== session.declaredBytes) throw otherLength(session.declaredBytes)
  if (finalKey === undefined) return { ...stored, key: from }
  const key = toStorageKey(finalKey)
  const copied = await explained(storage.copy(from, key, { ifMatch: stored.etag }), changedMeanwhile)
  faultPoint('after:parts_promoted')
  return { ...copied, key }
}

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

const otherLength = (bytes: number | null) =>
  new DomainError('invalid', `There are not the ${bytes} bytes that were announced`, { reason: 'length_mismatch' })

const changedMeanwhile = () =>
  new DomainError('invalid', 'The bytes were changed while they were taken over', { reason: 'bytes_changed' })
