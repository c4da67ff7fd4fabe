import type { StoredFileRow } from '@groundwork/services'

/** A moment as seed 003 writes it: without fractions of a second. */
export const inSeconds = (moment: string): string => moment.replace(/\.\d+Z$/, 'Z')

/** What an upload answers (seed 003). */
export const shownUpload = (file: StoredFileRow): string =>
  JSON.stringify({
    success: true,
    file_path: file.filePath,
    metadata: {
      size: file.fileSize,
      mime_type: file.mimeType,
      uploaded_at: inSeconds(file.createdAt),
      original_filename: file.originalFilename,
    },
  })

/** What is told of a file without its bytes (seed 003). */
export const shownMetadata = (file: StoredFileRow): string =>
  JSON.stringify({
    success: true,
    file_path: file.filePath,
    size: file.fileSize,
    mime_type: file.mimeType,
    uploaded_at: inSeconds(file.createdAt),
    original_filename: file.originalFilename,
    system: file.system,
    object_type: file.objectType,
    deleted: false,
  })
