import { IconMusic } from '@tabler/icons-react'
import { useState } from 'react'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import styles from './preview.module.css'
import type { PreviewProps } from './preview-content.tsx'
import { NoPreview, PreviewWait } from './preview-note.tsx'
import { useLoaded } from './use-loaded.ts'

/** Played from an address of its own, so that the browser fetches only the part it plays. */
export function MediaPreview({ file, source }: PreviewProps) {
  const [isUnplayable, setIsUnplayable] = useState(false)
  const { value: address, error, retry } = useLoaded(file.id, source.address)
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (!address) return <PreviewWait />
  if (isUnplayable) return <NoPreview file={file} source={source} why={words.mediaFailed} />

  const shared = {
    src: address,
    controls: true,
    'aria-label': file.originalFilename,
    onError: () => setIsUnplayable(true),
  }
  if (file.kind === 'video') return <video {...shared} className={styles.video} />
  return (
    <div className={styles.audio}>
      <IconMusic size={72} stroke={1} aria-hidden />
      <audio {...shared} />
    </div>
  )
}
