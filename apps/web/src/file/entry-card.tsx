import { IconStarFilled } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { formatBytes, formatRelative } from '../ui/format.ts'
import { type Entry, nameOf } from './entry.ts'
import { EntryPicture } from './entry-name.tsx'
import styles from './file-card.module.css'
import { FileStates, isProcessing } from './file-states.tsx'
import { NameInput } from './name-input.tsx'
import { useEntryDrag } from './use-entry-drag.ts'
import { type EntryLooks, useEntryLooks } from './use-entry-looks.ts'
import { words } from './words.ts'

interface EntryCardProps {
  readonly entry: Entry
  readonly looks: EntryLooks
  readonly actions: ReactNode
}

export function EntryCard({ entry, looks, actions }: EntryCardProps) {
  const handle = useRef<HTMLDivElement>(null)
  useEntryDrag(handle, { entry, entriesWith: looks.entriesWith, onDrop: looks.onDrop })
  const { isRenaming, isCut, isStarred } = useEntryLooks(entry, looks)
  const name = nameOf(entry)
  return (
    <>
      <div ref={handle} className={styles.handle} data-cut={isCut || undefined}>
        <EntryPicture entry={entry} size="card" />
        <div className={styles.text}>
          {isRenaming ? (
            <NameInput name={name} isWhole={entry.is === 'folder'} onDone={(next) => looks.onRenamed(entry, next)} />
          ) : (
            <span className={styles.name} title={name}>
              {isStarred && <IconStarFilled size={12} className={styles.star} role="img" aria-label={words.starred} />}
              {name}
            </span>
          )}
          <span className={styles.second}>{secondOf(entry)}</span>
        </div>
      </div>
      <div className={styles.actions}>{actions}</div>
    </>
  )
}

function secondOf(entry: Entry): ReactNode {
  if (entry.is === 'folder') return words.folder
  const { row } = entry
  const isPlain = row.status === 'available' && !row.newVersionStatus && !isProcessing(row)
  return isPlain ? `${formatBytes(row.fileSize)} · ${formatRelative(row.createdAt)}` : <FileStates file={row} />
}
