import { DomainError } from '@groundwork/domain'
import { stagingKey } from '@groundwork/storage'
import { v7 } from 'uuid'
import { keyOf } from '../../file/file-path.ts'
import type { FileServices } from '../../file/file-services.ts'
import { type AnnouncedUpload, admitSession } from '../admit-session.ts'
import { beginSession } from '../begin-session.ts'
import type { Sender } from '../sender.ts'
import { metadataOf } from '../session-fields.ts'
import { type SignedParts, signParts, URLS_AT_ONCE } from './sign-parts.ts'

export interface DirectUpload extends SignedParts {
  readonly id: string
  /** Every part but the last has exactly this many bytes. */
  readonly partBytes: number
  readonly partCount: number
  readonly expiresAt: string
}

/** Agrees on an upload whose bytes go to the bucket themselves. They land where nothing is ever served from. */
export async function openDirectUpload(
  services: FileServices,
  sender: Sender,
  { sha256, ...announced }: AnnouncedUpload & { readonly sha256?: string | undefined },
): Promise<DirectUpload> {
  const admitted = await admitSession(services, sender, announced)
  const { storage } = admitted
  if (!storage.presignPart) throw notHere()
  const { fields, name } = admitted
  const { organization } = fields
  const [id, blob] = [v7(), v7()]
  const finalKey = keyOf({ organization, place: undefined, name, timestamp: services.clock(), id: blob })
  const session = await beginSession(services, sender, {
    id,
    kind: 'direct',
    admitted,
    bytes: announced.bytes,
    storage,
    key: stagingKey(organization, id),
    metadata: metadataOf(fields, { blob, finalKey, sha256 }),
  })
  const partCount = Math.ceil(announced.bytes / session.partBytes)
  const numbers = Array.from({ length: Math.min(partCount, URLS_AT_ONCE) }, (_, index) => index + 1)
  return {
    id,
    partBytes: session.partBytes,
    partCount,
    expiresAt: session.expiresAt.toISOString(),
    ...(await signParts(services, session, numbers)),
  }
}

const notHere = () =>
  new DomainError('not_available', 'The storage of this installation takes files through the server only', {
    reason: 'direct_unavailable',
  })
