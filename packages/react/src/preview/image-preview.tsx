import { ProblemNote } from '../ui/problem-note.tsx'
import styles from './preview.module.css'
import type { PreviewProps } from './preview-content.tsx'
import { PreviewWait } from './preview-note.tsx'
import { useObjectUrl } from './use-bytes.ts'

/** The smaller copy made for screens where there is one. Vector drawings run no script inside an `img`. */
export function ImagePreview({ file, source }: PreviewProps) {
  const variant = file.previews?.includes('optimised') ? 'optimised' : 'original'
  const type = variant === 'original' ? (file.mimeType ?? undefined) : undefined
  const { url, error, retry } = useObjectUrl(file, source, variant, type)
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (!url) return <PreviewWait />
  return <img src={url} alt={file.originalFilename} className={styles.image} />
}
