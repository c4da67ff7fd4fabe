import { Problem } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import styles from './file-preview.module.css'
import { PreviewSkeleton } from './preview-skeleton.tsx'
import { useObjectUrl } from './use-bytes.ts'

/** The smaller copy made for screens where there is one. Vector drawings run no script inside an `img`. */
export function ImagePreview({ file }: { file: FileRow }) {
  const variant = file.previewedAt ? 'optimised' : 'original'
  const { url, error, refetch } = useObjectUrl(
    file.id,
    variant,
    variant === 'original' ? (file.mimeType ?? undefined) : undefined,
  )
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!url) return <PreviewSkeleton />
  return <img src={url} alt={file.originalFilename} className={styles.image} />
}
