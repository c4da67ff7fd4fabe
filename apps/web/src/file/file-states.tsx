import { drawnPictures } from '@groundwork/domain'
import type { FileRow } from './file-queries.ts'
import { FileStateBadge } from './file-state-badge.tsx'
import { NewVersionBadge } from './new-version-badge.tsx'

/** Where a file stands, and whether another version of it is on its way. Short: only what is not as it usually is. */
export function FileStates({ file, isShort = false }: { file: FileRow; isShort?: boolean }) {
  const { status, statusReason, newVersionStatus } = file
  if (newVersionStatus) return <NewVersionBadge status={newVersionStatus} />
  if (isProcessing(file)) return <FileStateBadge status="processing" />
  return isShort && status === 'available' ? null : <FileStateBadge status={status} reason={statusReason} />
}

/** Somebody waits for a picture of it, and there is going to be one. */
const isPictured = ({ kind, mimeType }: FileRow) => kind === 'video' || drawnPictures.includes(mimeType ?? '')
/** Longer than this no picture is made any more. */
const processingMs = 60_000

/** It can be opened, and its picture is still being made. */
export const isProcessing = (file: FileRow): boolean =>
  file.status === 'available' &&
  file.previewedAt === null &&
  isPictured(file) &&
  Date.now() - Date.parse(file.createdAt) < processingMs
