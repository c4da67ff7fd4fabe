import {
  chargeStorage,
  currentVersion,
  insertFileVersion,
  personBehind,
  settableValues,
  type WorkContext,
} from '@groundwork/db'
import { areBytesServable, DomainError, isServable, type JsonObject, type RowOf, StoredFile } from '@groundwork/domain'
import { v7 } from 'uuid'
import { newFilePath } from '../file-path.ts'
import type { FileServices } from '../file-services.ts'
import { nameIn } from './place-of.ts'

export interface CopyRequest {
  readonly id: string
  /** Where the copy goes; null is the top. */
  readonly folder: string | null
}

/**
 * Makes another file of the same bytes: none move, and none count twice. The quota's row is held first, as by whoever lets go
 * of bytes, so that these are still there when the copy names them.
 */
export function copyFile(
  { database, clock }: Pick<FileServices, 'database' | 'clock'>,
  context: WorkContext,
  { id, folder }: CopyRequest,
): Promise<RowOf<typeof StoredFile>> {
  return database.withUnitOfWork(context, async (work) => {
    const source = await work.get(StoredFile, id, { action: 'download', lock: true })
    const { organization, fileSize, sha256, mimeType, kind, width, height, properties, previews, previewedAt, tags } =
      source
    const name = await nameIn(work, 'file', { organization, folder, name: source.originalFilename, ifTaken: 'rename' })
    await chargeStorage(work, { organization })
    const version = await currentVersion(work, id)
    if (!isServable(source) || !version || !areBytesServable(version.blob) || version.blob.isRemoved)
      throw new DomainError('not_available', 'Only a file that is available can be copied', { reason: source.status })

    const copy = v7()
    const filePath = await newFilePath(work, { organization, place: undefined, name, timestamp: clock(), id: copy })
    const about = { organization, resource: StoredFile.name }
    const customFields = await settableValues(work, about, source.customFields as JsonObject)
    const uploadedBy = personBehind(context.actor)?.userId ?? null
    const facts = {
      fileSize,
      sha256,
      mimeType,
      kind,
      width,
      height,
      properties,
      previews,
      previewedAt,
      tags,
      customFields,
    }
    const made = {
      id: copy,
      organization,
      folder,
      originalFilename: name,
      filePath,
      status: 'available',
      uploadedBy,
    } as const
    const row = await work.insert(StoredFile, { ...facts, ...made }, { details: { copyOf: id } })
    await insertFileVersion(work, {
      id: v7(),
      organization,
      file: copy,
      number: 1,
      blob: version.blob.id,
      fileName: name,
      mimeType,
      kind,
      status: 'available',
      createdBy: uploadedBy,
    })
    // What is still to be made of the bytes is made for the copy as well.
    if (!version.blob.isDerived)
      work.emit({ topic: 'file.available', organization, resource: StoredFile.name, objectId: copy, payload: {} })
    return row
  })
}
