import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatBytes } from '../../ui/format.ts'
import type { FileRow } from '../file-queries.ts'
import styles from './trash.module.css'
import { words } from './words.ts'

/** As many are named. */
const mostNamed = 6

interface PurgeDialogProps {
  readonly files: readonly FileRow[]
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Names what goes before it is gone. */
export function PurgeDialog({ files, onConfirm, onClose }: PurgeDialogProps) {
  const more = files.length - mostNamed
  return (
    <ConfirmDialog
      title={words.foreverTitle(files.length, files[0]?.originalFilename ?? '')}
      confirmLabel={words.foreverConfirm}
      isGrave
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>{words.foreverHint}</p>
      <ul className={styles.named}>
        {files.slice(0, mostNamed).map(({ id, originalFilename, fileSize }) => (
          <li key={id}>
            <span>{originalFilename}</span> <span className="tabular">{formatBytes(fileSize)}</span>
          </li>
        ))}
        {more > 0 && <li>{words.andMore(more)}</li>}
      </ul>
    </ConfirmDialog>
  )
}
