import { formatBytes } from '../ui/format.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import styles from './preview.module.css'
import type { PreviewProps } from './preview-content.tsx'
import { PreviewWait } from './preview-note.tsx'
import { Sheet } from './sheet.tsx'
import { mostTextBytes, useText } from './use-bytes.ts'

export function TextPreview({ file, source }: PreviewProps) {
  const { text, error, retry, isCut } = useText(file, source)
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (text === undefined) return <PreviewWait />
  return (
    <Sheet name={file.originalFilename} note={isCut && <span>{words.textCut(formatBytes(mostTextBytes))}</span>}>
      <pre className={styles.text}>{text}</pre>
    </Sheet>
  )
}
