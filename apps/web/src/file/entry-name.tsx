import { IconFolderFilled, IconStarFilled } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { formatBytes, formatRelative } from '../ui/format.ts'
import { type Entry, nameOf } from './entry.ts'
import styles from './entry-name.module.css'
import { FileStates } from './file-states.tsx'
import { NameInput } from './name-input.tsx'
import { type Pictured, Thumbnail } from './thumbnail.tsx'
import { useEntryDrag } from './use-entry-drag.ts'
import { type EntryLooks, useEntryLooks } from './use-entry-looks.ts'
import { words } from './words.ts'

interface EntryNameProps {
  readonly entry: Entry
  readonly looks: EntryLooks
}

/** An entry in a row of the list: picture, name, and in narrow lists what else matters. It is what the entry is dragged by. */
export function EntryName({ entry, looks }: EntryNameProps) {
  const handle = useRef<HTMLSpanElement>(null)
  useEntryDrag(handle, { entry, entriesWith: looks.entriesWith, onDrop: looks.onDrop })
  const { isRenaming, isCut, isStarred } = useEntryLooks(entry, looks)
  return (
    <span className={styles.name} data-cut={isCut || undefined}>
      <span ref={handle} className={styles.handle} data-renaming={isRenaming || undefined}>
        <EntryPicture entry={entry} size="row" />
        {isRenaming ? (
          <NameInput
            name={nameOf(entry)}
            isWhole={entry.is === 'folder'}
            onDone={(name) => looks.onRenamed(entry, name)}
          />
        ) : (
          <span className={styles.text}>
            <span className={styles.title} title={nameOf(entry)}>
              {nameOf(entry)}
              {isStarred && <IconStarFilled size={12} className={styles.star} role="img" aria-label={words.starred} />}
            </span>
            <span className={styles.second}>{secondOf(entry)}</span>
          </span>
        )}
      </span>
    </span>
  )
}

function secondOf(entry: Entry): ReactNode {
  if (entry.is === 'folder') return words.folder
  const { row } = entry
  return (
    <>
      <FileStates file={row} isShort />
      {formatBytes(row.fileSize)} · {formatRelative(row.createdAt)}
    </>
  )
}

type PicturedEntry = { readonly is: 'folder' } | { readonly is: 'file'; readonly row: Pictured }

interface StillEntryNameProps {
  readonly entry: PicturedEntry
  readonly name: string
  /** What else matters, in narrow lists. */
  readonly second: ReactNode
}

/** The same where nothing is renamed or dragged. */
export function StillEntryName({ entry, name, second }: StillEntryNameProps) {
  return (
    <span className={styles.name}>
      <span className={styles.handle}>
        <EntryPicture entry={entry} size="row" />
        <span className={styles.text}>
          <span className={styles.title} title={name}>
            {name}
          </span>
          <span className={styles.second}>{second}</span>
        </span>
      </span>
    </span>
  )
}

interface EntryPictureProps {
  readonly entry: PicturedEntry
  readonly size: 'row' | 'card'
}

export function EntryPicture({ entry, size }: EntryPictureProps) {
  if (entry.is === 'file') return <Thumbnail file={entry.row} size={size} />
  return (
    <span className={styles.folder} data-size={size}>
      <IconFolderFilled size={size === 'row' ? 22 : 56} aria-hidden />
    </span>
  )
}
