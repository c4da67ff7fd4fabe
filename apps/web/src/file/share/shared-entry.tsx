import { ShareDialog, type ShareTarget } from '@groundwork/react'
import { nameOf } from '../entry.ts'
import type { Sharable } from './share-door.tsx'

export function SharedEntry({ entry, onClose }: { entry: Sharable; onClose: () => void }) {
  const target: ShareTarget = entry.is === 'file' ? { file: entry.id } : { folder: entry.id }
  return <ShareDialog target={target} name={nameOf(entry)} organization={entry.row.organization} onClose={onClose} />
}
