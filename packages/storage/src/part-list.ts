import { StorageError } from './storage-error.ts'
import type { MultipartUpload, StoredPart } from './storage-provider.ts'

/** The parts in their order, refused unless they are 1 to n and every one but the last is full: only those make the object that was meant. */
export function checkedParts({ partBytes }: MultipartUpload, parts: readonly StoredPart[]): StoredPart[] {
  const ordered = [...parts].sort((one, other) => one.number - other.number)
  const last = ordered.at(-1)
  const fits = ({ number, bytes }: StoredPart, index: number) =>
    number === index + 1 && (number === last?.number ? bytes <= partBytes : bytes === partBytes)
  if (!last || !ordered.every(fits) || (last.bytes === 0 && last.number > 1)) {
    throw new StorageError('refused', `${parts.length} parts do not make one object`)
  }
  return ordered
}

/** Refuses a part that cannot belong to the upload. */
export function checkPart({ partBytes }: MultipartUpload, number: number, bytes: number): void {
  const isPart = Number.isSafeInteger(number) && number >= 1 && Number.isSafeInteger(bytes)
  if (!isPart || bytes < 0 || bytes > partBytes) {
    throw new StorageError('refused', `No part ${number} of ${bytes} bytes in an upload of parts of ${partBytes}`)
  }
}

export const bytesOf = (parts: readonly StoredPart[]): number => parts.reduce((sum, { bytes }) => sum + bytes, 0)
