import { Progress } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { FileIcon, kindOfName } from '../file/file-icon.tsx'
import { formatBytes } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { canCancel, canRetry, type UploadItem } from './upload-item.ts'
import { UploadStageIcon } from './upload-stage-icon.tsx'
import styles from './upload-tray.module.css'
import { uploads } from './uploads.ts'
import { words } from './words.ts'

export function UploadLine({ item }: { item: UploadItem }) {
  const { id, name, folder, bytes, sent, stage, reason, requestId } = item
  return (
    <div className={styles.line} data-stage={stage}>
      <FileIcon kind={kindOfName(name)} size={20} />
      <div className={styles.what}>
        <span className={styles.name} title={folder ? `${folder}/${name}` : name}>
          {folder && <span className={styles.folder}>{folder}/</span>}
          {name}
        </span>
        {stage === 'sending' && <Progress size={4} value={(sent / Math.max(1, bytes)) * 100} aria-label={name} />}
        <span className={styles.state}>
          {words.stage[stage]}
          {stage === 'sending' && ` · ${formatBytes(sent)} / ${formatBytes(bytes)}`}
          {(stage === 'waiting' || stage === 'checking' || stage === 'available') &&
            !reason &&
            ` · ${formatBytes(bytes)}`}
          {reason && <span className={styles.reason}>: {reason}</span>}
          {stage === 'failed' && requestId && <span className={styles.request}> ({requestId})</span>}
        </span>
      </div>
      <UploadStageIcon stage={stage} />
      {canCancel(item) && (
        <IconButton label={words.cancelOne(name)} size={24} onClick={() => uploads.cancel(id)}>
          <IconX size={14} />
        </IconButton>
      )}
      {canRetry(item) && (
        <IconButton label={words.retryOne(name)} size={24} onClick={() => uploads.retry(id)}>
          <IconRefresh size={14} />
        </IconButton>
      )}
    </div>
  )
}
