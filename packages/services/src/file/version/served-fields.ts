import type { FileVersion } from '@groundwork/db'
import { derivedFields } from '../derive/previews-of.ts'
import type { StoredFileRow } from '../upload-intake.ts'

/** What a file's row says of the version that is served from now on. */
export function servedFields(
  file: Pick<StoredFileRow, 'versionNumber' | 'mimeType'>,
  version: FileVersion,
): Partial<StoredFileRow> {
  const { blob, number, mimeType, kind, fileName } = version
  return {
    versionNumber: number,
    fileSize: blob.bytes,
    sha256: blob.sha256,
    mimeType,
    kind,
    ...derivedFields(blob),
    ...(number !== file.versionNumber && !blob.isDerived && { previewedAt: null }),
    // A name stays when bytes are replaced, unless it would promise another type.
    ...(mimeType !== file.mimeType && { originalFilename: fileName }),
  }
}
