import { Suspense } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { NotLoadedDialog } from '../../ui/not-loaded.tsx'
import type { FilePreviewProps } from './file-preview.tsx'

const FilePreview = lazyPart(() => import('./file-preview.tsx').then((part) => part.FilePreview), NotLoadedDialog)

/** One file over everything else, loaded when somebody looks at one. */
export const PreviewDoor = (props: FilePreviewProps) => (
  <Suspense>
    <FilePreview {...props} />
  </Suspense>
)
