import type { FileRow } from '@groundwork/client'
import { gw } from '../api/client.ts'
import { words } from './words.ts'

interface UploadPictureOptions {
  readonly organization: string
  /** The bytes are there; the virus scan follows. */
  readonly onStored: () => void
}

/** Brings a picture in through the door that all files take. Its row once it may be shown, or why it may not. */
export async function uploadPicture(
  file: File,
  { organization, onStored }: UploadPictureOptions,
): Promise<FileRow | string> {
  const stored = await gw.uploadFile(file, { organization, tags: [words.pictureTag] })
  onStored()
  const settled = await gw.waitUntilSettled(stored.id)
  if (settled.status !== 'available') return settled.statusReason ?? words.pictureRefused
  return settled.kind === 'image' ? settled : words.notAPicture
}
