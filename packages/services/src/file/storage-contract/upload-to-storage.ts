import type { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { cleanFileName, DomainError, fileExtension, invalidField, isDomainError, StoredFile } from '@groundwork/domain'
import { safeName } from '@groundwork/storage'
import type { FileServices } from '../file-services.ts'
import { receiveUpload } from '../receive-upload.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { idAtPath } from './find-stored.ts'
import type { Related } from './require-related.ts'
import { type SaidPlace, settlePlace } from './storage-place.ts'

export interface StorageUpload extends SaidPlace, Related {
  readonly fileName: string
  readonly stream: Readable
  readonly declaredSize?: number | undefined
  /** The path says when it came. Without it a file of this name replaces the one before. */
  readonly addTimestamp: boolean
  /** Resolves at the transport's proper end. */
  readonly finished: () => Promise<void>
}

/** Takes a file to where the storage service keeps it. To a path that is taken already it becomes the next version of what is there. */
export async function uploadToStorage(
  services: FileServices,
  context: WorkContext,
  upload: StorageUpload,
): Promise<StoredFileRow> {
  upload.stream.on('error', toldLater)
  const { addTimestamp, fileName, stream, declaredSize, relatedObjectType, relatedObjectId } = upload
  const { organization, ...place } = await settlePlace(services, context, upload)
  if (place.system === 'app-builder' && place.objectType === 'source') requireZip(fileName)
  const name = safeName(cleanFileName(fileName))
  const path = [organization, place.system, place.objectType, place.objectId, name].join('/')
  const replaces = addTimestamp ? undefined : await replacedBy(services, context, path)
  try {
    return await receiveUpload(services, context, {
      organization,
      fileName,
      stream,
      declaredSize,
      createdVia: 'storage service',
      ...(relatedObjectType && { entityType: relatedObjectType }),
      ...(relatedObjectId && { entityId: relatedObjectId }),
      ...(replaces === undefined ? { place: { ...place, addTimestamp } } : { replaces }),
      finished: async () => {
        await upload.finished()
        return {}
      },
    })
  } catch (error) {
    throw asBadRequest(error)
  }
}

/** A sender may break off while the organization is looked up; whoever reads on hears of it then. */
const toldLater = () => undefined

/** The live file of this path, if there is one. In the trash it keeps its path to itself. */
async function replacedBy(services: FileServices, context: WorkContext, path: string): Promise<string | undefined> {
  const found = await idAtPath(services, context, path)
  const row = found && (await services.database.reader(context).find(StoredFile, found.id))
  return row?.id
}

function requireZip(fileName: string): void {
  if (fileExtension(fileName) !== 'zip') throw invalidField('file', 'Only .zip files are allowed', 'not_a_zip')
}

/** Seed 003 answers 400 to a type that is not taken. */
function asBadRequest(error: unknown): unknown {
  if (!isDomainError(error) || error.code !== 'unsupported_type') return error
  const { message, reason, fields } = error
  return new DomainError('invalid', message, { ...(reason && { reason }), ...(fields && { fields }), cause: error })
}
