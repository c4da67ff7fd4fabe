import type { UploadSession } from '@groundwork/db'
import { v7 } from 'uuid'
import { keyOf } from '../file/file-path.ts'
import type { FileServices } from '../file/file-services.ts'
import { foldersAbove } from '../file/link/link-folders.ts'
import { expectUpload, forgetUpload } from '../file/link/upload-link.ts'
import { type AnnouncedUpload, admitSession } from './admit-session.ts'
import { beginSession } from './begin-session.ts'
import type { Sender } from './sender.ts'
import { metadataOf } from './session-fields.ts'

/** Agrees on an upload that comes to us in several goes. `said` is told to whoever asks how far it is. */
export async function openUploadSession(
  services: FileServices,
  sender: Sender,
  { said, ...announced }: AnnouncedUpload & { readonly said?: string | undefined },
): Promise<UploadSession> {
  const { door } = sender
  const names = door ? foldersAbove(announced.relativePath) : []
  const admitted = await admitSession(services, sender, announced)
  const { fields, name, storage } = admitted
  const blob = v7()
  const place = { organization: fields.organization, place: undefined, timestamp: services.clock() }
  const begin = () =>
    beginSession(services, sender, {
      id: v7(),
      kind: 'tus',
      admitted,
      bytes: announced.bytes,
      storage,
      key: keyOf({ ...place, name, id: blob }),
      metadata: metadataOf(fields, { blob, said, ...(names.length && { names: [...names] }) }),
    })
  if (!door) return begin()
  await expectUpload(services, door, { names })
  try {
    return await begin()
  } catch (error) {
    await forgetUpload(services, door)
    throw error
  }
}
