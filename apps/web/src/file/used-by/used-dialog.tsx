import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { FileRow } from '../file-queries.ts'
import type { FileUsers } from './used-by-query.ts'
import { UsersList } from './users-list.tsx'
import { words } from './words.ts'

export interface UsedFile {
  readonly file: FileRow
  readonly users: FileUsers
}

interface UsedDialogProps {
  readonly used: readonly UsedFile[]
  /** Of how many that are to go. */
  readonly all: number
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Names what needs the files before they go. */
export function UsedDialog({ used, all, onConfirm, onClose }: UsedDialogProps) {
  const isOne = all === 1
  return (
    <ConfirmDialog
      title={isOne ? words.warnOne(used[0]?.file.originalFilename ?? '') : words.warnMany(used.length, all)}
      confirmLabel={words.confirm}
      isGrave
      onConfirm={async () => onConfirm()}
      onClose={onClose}
    >
      <p>{words.warnHint}</p>
      {used.map(({ file, users }) => (
        <section key={file.id} aria-label={file.originalFilename}>
          {!isOne && <h3>{file.originalFilename}</h3>}
          <UsersList users={users} />
        </section>
      ))}
    </ConfirmDialog>
  )
}
