import type { Readable } from 'node:stream'
import type { RequestOrigin } from '@groundwork/db'
import { cleanFileName, DomainError, isDomainError } from '@groundwork/domain'
import { receiveUpload } from '../receive-upload.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { type LinkRequest, refuseRevoked } from './follow-link.ts'
import { foldersAbove, landIn } from './link-folders.ts'
import type { LinkServices } from './link-services.ts'
import { expectUpload, forgetUpload, noteUpload, openUploadLink, type UploadThroughLink } from './upload-link.ts'

export interface LinkUpload extends LinkRequest {
  readonly fileName: string
  /** Where it lies below the link's folder, its own name included: folders that are missing are made. */
  readonly relativePath?: string | undefined
  readonly stream: Readable
  readonly declaredSize?: number | undefined
  readonly finished?: () => Promise<void>
}

/** What whoever brought it is told: that it has come, and nothing of what else is there. */
export interface BroughtFile {
  readonly name: string
  readonly fileSize: number | null
  readonly sha256: string | null
}

/** Takes a file in through an upload-only link, by the same way as every other one. */
export async function uploadByLink(
  services: LinkServices,
  origin: RequestOrigin,
  { token, access, relativePath, ...upload }: LinkUpload,
): Promise<BroughtFile> {
  upload.stream.on('error', toldLater)
  const door = await openUploadLink(services, origin, { token, access })
  const names = foldersAbove(relativePath)
  // Who does not say how much comes finds no folder made where there is no room for anything.
  const { fileName, declaredSize: bytes = 1 } = upload
  await withoutPlace(expectUpload(services, door, { names, bytes }))
  const file = await withoutPlace(receive(services, door, { ...upload, names }))
  await noteUpload(services, door, file)
  return { name: cleanFileName(fileName), fileSize: file.fileSize, sha256: file.sha256 }
}

/** A sender may break off while the link is looked up; whoever reads on hears of it then. */
const toldLater = () => undefined

interface Receiving extends Omit<LinkUpload, keyof LinkRequest | 'relativePath'> {
  /** Of the folders it comes in. */
  readonly names: readonly string[]
}

async function receive(
  services: LinkServices,
  door: UploadThroughLink,
  { fileName, stream, declaredSize, finished, names }: Receiving,
): Promise<StoredFileRow> {
  const { organization, folder, context, createdVia } = door
  try {
    return await receiveUpload(services, context, {
      organization,
      folder,
      fileName,
      stream,
      declaredSize,
      broughtTo: door.link.createdBy,
      createdVia,
      finished: async () => {
        await finished?.()
        // A form may take its time: whoever ended the link meanwhile gets nothing of what was on its way.
        await services.database.withUnitOfWork(door.context, (work) => refuseRevoked(work, door.link.id))
        return names.length ? { landing: (work) => landIn(services, work, { door, names }) } : {}
      },
    })
  } catch (error) {
    await forgetUpload(services, door)
    throw error
  }
}

/** Strangers need not know in which organization there is no room. */
async function withoutPlace<Result>(receiving: Promise<Result>): Promise<Result> {
  try {
    return await receiving
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'quota_exceeded' || error.reason !== undefined) throw error
    throw new DomainError('quota_exceeded', 'There is not enough storage left for the file', {
      fields: { file: ['Not enough storage left'] },
      cause: error,
    })
  }
}
