import { latestFileVersion, type WorkContext } from '@groundwork/db'
import { isServable, notFound, StoredFile } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'
import { recordFileAccess } from './record-file-access.ts'
import { type ByteRequest, type ServedBytes, serveBytes } from './served-file.ts'

export type DerivativeName = 'thumbnail' | 'optimised'

/** A picture made from a file, for whoever may see the file. Made by us, it is safe to show. */
export function openDerivative(
  { database, storage }: FileServices,
  context: WorkContext,
  {
    file: key,
    derivative,
    ...request
  }: Pick<ByteRequest, 'ifNoneMatch' | 'isHead'> & { readonly file: string; readonly derivative: DerivativeName },
): Promise<ServedBytes> {
  return database.withUnitOfWork(context, async (work) => {
    const file = await work.get(StoredFile, key)
    const version = isServable(file) ? await latestFileVersion(work, file.id) : null
    const storageKey = derivative === 'thumbnail' ? version?.thumbnailKey : version?.optimisedKey
    if (!version || !storageKey) throw notFound('preview')
    const source = {
      storageKey,
      bytes: null,
      mimeType: 'image/webp',
      fileName: `${derivative}.webp`,
      tag: `${version.sha256}-${derivative}`,
    }
    const served = serveBytes(storage, source, { ...request, isInline: true })
    if (served.open) recordFileAccess(work, 'VIEW', { file, version, details: { derivative } })
    return served
  })
}
