import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react'
import { IconButton } from '../ui/icon-button.tsx'
import { canCancel, canPause, canResume, canRetry, type UploadItem } from './upload-item.ts'
import { uploads } from './uploads.ts'
import { words } from './words.ts'

/** What can be done about one upload as it stands. */
export function UploadLineActions({ item }: { item: UploadItem }) {
  const { id, name } = item
  return (
    <>
      {canPause(item) && (
        <IconButton label={words.pauseOne(name)} size={24} onClick={() => uploads.pause(id)}>
          <IconPlayerPause size={14} />
        </IconButton>
      )}
      {canResume(item) && (
        <IconButton label={words.resumeOne(name)} size={24} onClick={() => uploads.resume(id)}>
          <IconPlayerPlay size={14} />
        </IconButton>
      )}
      {canRetry(item) && (
        <IconButton label={words.retryOne(name)} size={24} onClick={() => uploads.retry(id)}>
          <IconRefresh size={14} />
        </IconButton>
      )}
      {canCancel(item) && (
        <IconButton label={words.cancelOne(name)} size={24} onClick={() => uploads.cancel(id)}>
          <IconX size={14} />
        </IconButton>
      )}
    </>
  )
}
