import type { Readable } from 'node:stream'
import type { RequestOrigin } from '@groundwork/db'
import { cleanFileName, DomainError, isDomainError } from '@groundwork/domain'
import { receiveUpload } from '../receive-upload.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import type { LinkRequest } from './follow-link.ts'
import type { LinkServices } from './link-services.ts'
import { expectUpload, forgetUpload, noteUpload, openUploadLink, type UploadThroughLink } from './upload-link.ts'

export interface LinkUpload extends LinkRequest {
  readonly fileName: string
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
  { token, access, ...upload }: LinkUpload,
): Promise<BroughtFile> {
  upload.stream.on('error', toldLater)
  const door = await openUploadLink(services, origin, { token, access })
  const fileName = await expectUpload(services, door, upload.fileName)
  const file = await receive(services, door, { ...upload, fileName })
  await noteUpload(services, door, file)
  return { name: cleanFileName(upload.fileName), fileSize: file.fileSize, sha256: file.sha256 }
}

/** A sender may break off while the link is looked up; whoever reads on hears of it then. */
const toldLater = () => undefined

async function receive(
  services: LinkServices,
  door: UploadThroughLink,
  { fileName, stream, declaredSize, finished }: Omit<LinkUpload, keyof LinkRequest>,
): Promise<StoredFileRow> {
  const { organization, folder, context, createdVia } = door
  try {
    return await receiveUpload(services, context, {
      organization,
      folder,
      fileName,
      stream,
      declaredSize,
      createdVia,
      ...(finished && {
        finished: async () => {
          await finished()
          return {}
        },
      }),
    })
  } catch (error) {
    await forgetUpload(services, door)
    throw isDomainError(error) && error.code === 'quota_exceeded' ? noRoom(error) : error
  }
}

/** Strangers need not know in which organization there is no room. */
const noRoom = (cause: DomainError) =>
  new DomainError('quota_exceeded', 'There is not enough storage left for the file', {
    fields: { file: ['Not enough storage left'] },
    cause,
  })
