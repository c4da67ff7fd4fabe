import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { Problem } from '../../ui/problem.tsx'
import { FileIcon } from '../file-icon.tsx'
import type { FileRow } from '../file-queries.ts'
import { words } from '../words.ts'
import styles from './file-preview.module.css'
import { NoPreview } from './no-preview.tsx'
import { PreviewSkeleton } from './preview-skeleton.tsx'

/** Played from a signed link, so that the browser fetches only the part it plays. */
export function MediaPreview({ file, onDownload }: { file: FileRow; onDownload: () => void }) {
  const [isUnplayable, setIsUnplayable] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['file', 'media', file.id] as const,
    queryFn: ({ signal }) => gw.file.accessUrl({ id: file.id, expiresIn: 900, inline: true }, { signal }),
    staleTime: 10 * 60_000,
  })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <PreviewSkeleton />
  if (isUnplayable) return <NoPreview onDownload={onDownload} hint={words.mediaFailed} />

  const shared = {
    src: data.url,
    controls: true,
    'aria-label': file.originalFilename,
    onError: () => setIsUnplayable(true),
  }
  if (file.kind === 'video') {
    return <video {...shared} className={styles.video} />
  }
  return (
    <div className={styles.audio}>
      <FileIcon kind="audio" size={72} />
      <audio {...shared} />
    </div>
  )
}
