import type { ReactNode } from 'react'
import { formatBytes, formatRelative } from '../ui/format.ts'
import styles from './file-card.module.css'
import type { FileRow } from './file-queries.ts'
import { FileStateBadge } from './file-state-badge.tsx'
import { NameInput } from './name-input.tsx'
import { Thumbnail } from './thumbnail.tsx'

interface FileCardProps {
  readonly file: FileRow
  readonly isRenaming: boolean
  readonly onRenamed: (name: string | null) => void
  readonly actions: ReactNode
}

export function FileCard({ file, isRenaming, onRenamed, actions }: FileCardProps) {
  const { originalFilename, status, statusReason, fileSize, createdAt } = file
  return (
    <>
      <Thumbnail file={file} size="card" />
      <div className={styles.text}>
        {isRenaming ? (
          <NameInput name={originalFilename} onDone={onRenamed} />
        ) : (
          <span className={styles.name} title={originalFilename}>
            {originalFilename}
          </span>
        )}
        <span className={styles.second}>
          {status === 'available' ? (
            `${formatBytes(fileSize)} · ${formatRelative(createdAt)}`
          ) : (
            <FileStateBadge status={status} reason={statusReason} />
          )}
        </span>
      </div>
      <div className={styles.actions}>{actions}</div>
    </>
  )
}
