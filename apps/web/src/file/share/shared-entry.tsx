import { ShareDialog, type ShareTarget } from '@groundwork/react'
import { type Entry, nameOf } from '../entry.ts'

export function SharedEntry({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const target: ShareTarget = entry.is === 'file' ? { file: entry.id } : { folder: entry.id }
  return <ShareDialog target={target} name={nameOf(entry)} organization={entry.row.organization} onClose={onClose} />
}
