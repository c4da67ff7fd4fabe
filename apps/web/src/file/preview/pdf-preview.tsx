import { Problem } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import { words } from '../words.ts'
import styles from './file-preview.module.css'
import { NoPreview } from './no-preview.tsx'
import { PreviewSkeleton } from './preview-skeleton.tsx'
import { useObjectUrl } from './use-bytes.ts'

/** In the browser's own viewer. Phones mostly have none. */
export function PdfPreview({ file, onDownload }: { file: FileRow; onDownload: () => void }) {
  if (!navigator.pdfViewerEnabled) return <NoPreview onDownload={onDownload} hint={words.pdfUnsupported} />
  return <PdfFrame file={file} />
}

function PdfFrame({ file }: { file: FileRow }) {
  const { url, error, refetch } = useObjectUrl(file.id, 'original', 'application/pdf')
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!url) return <PreviewSkeleton />
  return <iframe src={url} title={file.originalFilename} className={styles.pdf} />
}
