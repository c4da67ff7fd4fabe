import { lazy, Suspense } from 'react'
import type { FilePreviewProps } from './file-preview.tsx'

const FilePreview = lazy(() =>
  import('./file-preview.tsx').then(({ FilePreview: component }) => ({ default: component })),
)

/** One file over everything else, loaded when somebody looks at one. */
export const PreviewDoor = (props: FilePreviewProps) => (
  <Suspense>
    <FilePreview {...props} />
  </Suspense>
)
