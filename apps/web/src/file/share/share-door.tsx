import { Suspense } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { NotLoadedDialog } from '../../ui/not-loaded.tsx'
import type { FileRow } from '../file-queries.ts'
import type { FolderRow } from '../folder-queries.ts'

const SharedEntry = lazyPart(() => import('./shared-entry.tsx').then((part) => part.SharedEntry), NotLoadedDialog)

/** As much of a file or folder as sharing it takes. */
export type Sharable =
  | { readonly is: 'file'; readonly id: string; readonly row: Pick<FileRow, 'originalFilename' | 'organization'> }
  | { readonly is: 'folder'; readonly id: string; readonly row: Pick<FolderRow, 'name' | 'organization'> }

/** Sharing of one file or folder, loaded when somebody asks for it. */
export function ShareDoor({ entry, onClose }: { entry: Sharable | null; onClose: () => void }) {
  if (!entry) return null
  return (
    <Suspense>
      <SharedEntry entry={entry} onClose={onClose} />
    </Suspense>
  )
}
