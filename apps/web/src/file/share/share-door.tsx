import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import type { FileRow } from '../file-queries.ts'
import type { FolderRow } from '../folder-queries.ts'

const SharedEntry = lazyDialog(() => import('./shared-entry.tsx').then((part) => part.SharedEntry))

/** As much of a file or folder as sharing it takes. */
export type Sharable =
  | { readonly is: 'file'; readonly id: string; readonly row: Pick<FileRow, 'originalFilename' | 'organization'> }
  | { readonly is: 'folder'; readonly id: string; readonly row: Pick<FolderRow, 'name' | 'organization'> }

/** Sharing of one file or folder, loaded when somebody asks for it. */
export function ShareDoor({ entry, onClose }: { entry: Sharable | null; onClose: () => void }) {
  return entry && <SharedEntry entry={entry} onClose={onClose} />
}
