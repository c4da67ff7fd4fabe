import type { UploadSession } from '@groundwork/db'
import { DomainError, invalidField, notFound } from '@groundwork/domain'
import type { FileServices } from '../../file/file-services.ts'
import { toUploadError } from '../../file/upload-error.ts'
import { readUploadSession } from '../hold-session.ts'
import { multipartOf } from '../multipart-of.ts'
import type { Sender } from '../sender.ts'

/** A client asks for more when it gets there. */
export const URLS_AT_ONCE = 100

const SECONDS = 900

interface SignedPart {
  readonly number: number
  readonly bytes: number
  /** Takes exactly these bytes by PUT, and answers with their etag. */
  readonly url: string
}

export interface SignedParts {
  readonly parts: readonly SignedPart[]
  readonly urlsExpireAt: string
}

/** Addresses for parts that are still to come, or to come again. */
export async function directParts(
  services: FileServices,
  sender: Sender,
  { id, numbers }: { readonly id: string; readonly numbers: readonly number[] },
): Promise<SignedParts> {
  const session = await readUploadSession(services, sender, id)
  if (session.kind !== 'direct') throw notFound('upload')
  if (session.status !== 'open')
    throw new DomainError('not_available', 'This upload is complete', { reason: 'upload_complete' })
  return signParts(services, session, numbers)
}

export async function signParts(
  { storages, clock }: Pick<FileServices, 'storages' | 'clock'>,
  session: UploadSession,
  numbers: readonly number[],
): Promise<SignedParts> {
  const storage = storages.of(session.storageProvider)
  const upload = multipartOf(session)
  const sign = async (number: number): Promise<SignedPart> => {
    const bytes = partBytesOf(session, number)
    const url = await storage.presignPart?.(upload, number, { seconds: SECONDS, bytes })
    if (!url) throw new Error(`Storage ${storage.name} signs no parts`)
    return { number, bytes, url: url.href }
  }
  try {
    const parts = await Promise.all(numbers.map(sign))
    return { parts, urlsExpireAt: new Date(clock().getTime() + SECONDS * 1000).toISOString() }
  } catch (error) {
    throw toUploadError(error) ?? error
  }
}

/** @throws DomainError for a part that the upload does not have */
export function partBytesOf({ declaredBytes, partBytes }: UploadSession, number: number): number {
  const left = (declaredBytes ?? 0) - (number - 1) * partBytes
  if (number < 1 || left <= 0) throw invalidField('parts', `There is no part ${number}`, 'no_such_part')
  return Math.min(left, partBytes)
}
