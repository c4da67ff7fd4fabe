import { Modal } from '@mantine/core'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { words as common } from '../../ui/words.ts'
import type { FileRow } from '../file-queries.ts'
import { ImageCompare } from './image-compare.tsx'
import { TextCompare } from './text-compare.tsx'
import type { VersionRow } from './version-queries.ts'
import { words } from './words.ts'

export interface Compared {
  readonly file: FileRow
  readonly older: VersionRow
  readonly newer: VersionRow
}

/** Two versions of one file: pictures beside or over each other, texts by their lines. */
export function CompareDialog({ onClose, ...compared }: Compared & { onClose: () => void }) {
  const { older, newer } = compared
  useReturnFocus()
  const kinds = [older.kind, newer.kind]
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1100px, 96vw)"
      title={words.compareTitle(older.number, newer.number)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {kinds.every((kind) => kind === 'image') && <ImageCompare {...compared} />}
      {kinds.every((kind) => kind === 'text') && <TextCompare {...compared} />}
      {!kinds.every((kind) => kind === 'image') && !kinds.every((kind) => kind === 'text') && (
        <p>{words.notComparable}</p>
      )}
    </Modal>
  )
}
