import { canOn } from '../../session/abilities.ts'
import styles from '../details-pane.module.css'
import type { FileRow } from '../file-queries.ts'
import { FileStateBadge } from '../file-state-badge.tsx'
import { words as fileWords } from '../words.ts'
import { QuarantineActions } from './quarantine-actions.tsx'
import { words } from './words.ts'

/** Where a file stands, why, what comes of it, and who decides about it. */
export function StateSection({ file }: { file: FileRow }) {
  const { status, statusReason, organizationName } = file
  const isKeptBack = status === 'quarantined' || status === 'unscannable'
  const mayDecide = isKeptBack && canOn('quarantine', file)
  return (
    <div className={styles.state} data-status={status}>
      <FileStateBadge status={status} />
      {statusReason && <p>{statusReason}</p>}
      {fileWords.stateHint[status] && <p className={styles.hint}>{fileWords.stateHint[status]}</p>}
      {isKeptBack && !mayDecide && <p className={styles.hint}>{words.ask(organizationName)}</p>}
      {mayDecide && <QuarantineActions file={file} />}
    </div>
  )
}
