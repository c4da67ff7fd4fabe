import type { UploadSession } from '@groundwork/db'
import { type MultipartUpload, type StorageKey, stagingKey, toStorageKey } from '@groundwork/storage'
import { v5 } from 'uuid'
import { fieldsOf } from './session-fields.ts'

export const multipartOf = ({ storageKey, multipartId, partBytes }: UploadSession): MultipartUpload => ({
  key: toStorageKey(storageKey),
  id: multipartId,
  partBytes,
})

/**
 * Where bytes wait that fill no part yet. There are two places by turns: the one that the row names is never written to, so a
 * process may die at any moment, and both are known to whoever clears up.
 */
export const tailKey = ({ id, organization }: Pick<UploadSession, 'id' | 'organization'>, slot: number): StorageKey =>
  stagingKey(organization, v5(`tail ${slot}`, id))

export const tailKeys = (session: Pick<UploadSession, 'id' | 'organization'>): StorageKey[] => [
  tailKey(session, 0),
  tailKey(session, 1),
]

/** Where bytes may lie that are no file's: once it has become one, its own stay. */
export function strayKeys(session: UploadSession): StorageKey[] {
  const { finalKey } = fieldsOf(session)
  const staged = [...tailKeys(session), ...(finalKey === undefined ? [] : [toStorageKey(session.storageKey)])]
  return session.status === 'done' ? staged : [...staged, toStorageKey(finalKey ?? session.storageKey)]
}

export const tailBytes = ({ receivedBytes, parts }: UploadSession): number =>
  receivedBytes - parts.reduce((sum, { bytes }) => sum + bytes, 0)

const MIB = 1024 * 1024

/** Of all uploads but those that would have too many parts. */
export const USUAL_PART_BYTES = 8 * MIB

/**
 * As small as the store allows, so that little is kept in memory and lost with a connection. In whole MiB: a disk takes only whole pages
 * past its cache.
 */
export function partSize(
  { smallestPart, largestPartCount }: { readonly smallestPart: number; readonly largestPartCount: number },
  mostBytes: number,
): number {
  return Math.ceil(Math.max(USUAL_PART_BYTES, smallestPart, mostBytes / largestPartCount) / MIB) * MIB
}
