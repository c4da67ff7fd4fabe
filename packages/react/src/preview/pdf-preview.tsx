import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { ImagePreview } from './image-preview.tsx'
import styles from './preview.module.css'
import type { PreviewProps } from './preview-content.tsx'
import { NoPreview, PreviewWait } from './preview-note.tsx'
import { useObjectUrl } from './use-bytes.ts'

const pdf = 'application/pdf'

/** In the browser's own viewer; what is no PDF, as the PDF that the server made of it. Phones mostly have none: the first page. */
export function PdfPreview(props: PreviewProps) {
  if (navigator.pdfViewerEnabled) return <PdfFrame {...props} />
  if (props.file.previews?.includes('optimised')) return <ImagePreview {...props} />
  return <NoPreview {...props} why={words.pdfUnsupported} />
}

function PdfFrame({ file, source }: PreviewProps) {
  const { url, error, retry } = useObjectUrl(file, source, file.mimeType === pdf ? 'original' : 'pdf', pdf)
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (!url) return <PreviewWait />
  return <iframe src={url} title={file.originalFilename} className={styles.pdf} />
}
