import type { UploadSession } from '@groundwork/db'
import { v7 } from 'uuid'
import { keyOf } from '../file/file-path.ts'
import type { FileServices } from '../file/file-services.ts'
import { foldersAbove } from '../file/link/link-folders.ts'
import { expectUpload, forgetUpload } from '../file/link/upload-link.ts'
import { type AdmittedSession, type AnnouncedUpload, admitSession } from './admit-session.ts'
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
  const begin = (expected: AdmittedSession) => {
    const { fields, name, storage } = expected
    const blob = v7()
    const place = { organization: fields.organization, place: undefined, timestamp: services.clock() }
    return beginSession(services, sender, {
      id: v7(),
      kind: 'tus',
      admitted: expected,
      bytes: announced.bytes,
      storage,
      key: keyOf({ ...place, name, id: blob }),
      metadata: metadataOf(fields, { blob, said, ...(names.length && { names: [...names] }) }),
    })
  }
  if (!door) return begin(admitted)
  const name = await expectUpload(services, door, { fileName: admitted.name, names })
  try {
    return await begin({ ...admitted, name, fields: { ...admitted.fields, fileName: name } })
  } catch (error) {
    await forgetUpload(services, door)
    throw error
  }
}
