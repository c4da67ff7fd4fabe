import type { Readable } from 'node:stream'
import type { StoredBlob, WorkContext } from '@groundwork/db'
import { type DerivativeName, DomainError, isDomainError, notFound } from '@groundwork/domain'
import { derivativeForms, derivativeTag } from './derive/put-derivatives.ts'
import { reachDerived } from './derive/reach-derived.ts'
import type { FileServices } from './file-services.ts'
import { openDownload } from './open-download.ts'
import { type ByteRequest, type ByteSource, type ServedBytes, serveBytes } from './served-file.ts'

export interface DerivativeRequest extends Pick<ByteRequest, 'ifNoneMatch' | 'isHead'> {
  readonly file: string
  readonly derivative: DerivativeName
}

/**
 * Something to look at that was made from a file, for whoever may see the file. Made by us, it is safe to show. The original is
 * not: it says where a picture was taken. So it never stands in for what was not made, but for a PDF's own pages, to those who
 * may download it.
 */
export async function openDerivative(
  services: FileServices,
  context: WorkContext,
  { file: key, derivative, ...request }: DerivativeRequest,
): Promise<ServedBytes<Readable | Buffer>> {
  const made = await reachDerived(services, context, key, async ({ version, told }) => {
    const source = sourceOf(version.blob, derivative)
    if (!source) {
      if (derivative === 'pdf' && version.mimeType === derivativeForms.pdf.mimeType) return null
      throw notFound('preview')
    }
    const served = serveBytes(services.storages, source, { ...request, isInline: true })
    if (served.open) told({ derivative })
    return derivative === 'thumbnail' ? services.thumbnails.serve(source, served) : served
  })
  return made ?? openOwnPages(services, context, { ...request, file: key })
}

function sourceOf(blob: StoredBlob, derivative: DerivativeName): ByteSource | null {
  const storageKey = blob.derivatives[derivative]
  if (!storageKey) return null
  const { name, mimeType } = derivativeForms[derivative]
  return {
    storageProvider: blob.storageProvider,
    storageKey,
    bytes: null,
    mimeType,
    fileName: name,
    tag: derivativeTag(blob, derivative),
  }
}

/** A PDF of which no smaller copy was made, as a download that is to be looked at: by its rules, and in the trail as one. */
async function openOwnPages(
  services: FileServices,
  context: WorkContext,
  request: Omit<DerivativeRequest, 'derivative'>,
): Promise<ServedBytes> {
  try {
    return await openDownload(services, context, { ...request, isInline: true })
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'forbidden') throw error
    const message = 'No smaller copy was made of this PDF, and the PDF itself is only for those who may download it'
    throw new DomainError('not_available', message, { reason: 'download_only', cause: error })
  }
}
