import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { RowNamed } from '../api/rows.ts'
import { useFileActions } from '../file/file-actions.ts'
import { FileStateBadge } from '../file/file-state-badge.tsx'
import { Thumbnail } from '../file/thumbnail.tsx'
import { canOn } from '../session/abilities.ts'
import { formatBytes } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { When } from '../ui/when.tsx'
import styles from './files-tab.module.css'
import { words } from './words.ts'

interface FileLineProps {
  readonly file: RowNamed<'file'>
  /** What it is to the record, where files play different parts. */
  readonly part?: string
}

/** A file of a record: what it is, how it stands, and the ways to see it and to have it. */
export function FileLine({ file, part }: FileLineProps) {
  const actions = useFileActions()
  const { id, originalFilename, status, statusReason, fileSize, createdAt } = file
  return (
    <li className={styles.row}>
      <Thumbnail file={file} size="row" />
      <div className={styles.text}>
        <Link to="/files" search={{ open: id } as never} className={styles.link ?? ''}>
          {originalFilename}
        </Link>
        <span className={styles.second}>
          {part && `${part} · `}
          {status === 'available' ? (
            <>
              {formatBytes(fileSize)} · <When at={createdAt} />
            </>
          ) : (
            <FileStateBadge status={status} reason={statusReason} />
          )}
        </span>
      </div>
      {status === 'available' && canOn('download', file) && (
        <IconButton label={words.download(originalFilename)} onClick={() => void actions.download([file])}>
          <IconDownload size={16} />
        </IconButton>
      )}
    </li>
  )
}
