import { useMemo, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { formatBytes } from '../ui/format.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { Markdown } from './markdown.tsx'
import { parseMarkdown } from './parse-markdown.ts'
import styles from './preview.module.css'
import type { PreviewProps } from './preview-content.tsx'
import { PreviewWait } from './preview-note.tsx'
import { Sheet } from './sheet.tsx'
import { mostTextBytes, useText } from './use-bytes.ts'

/** Formatted to read, or as it was typed. */
export function MarkdownPreview({ file, source }: PreviewProps) {
  const { text, error, retry, isCut } = useText(file, source)
  const [isRaw, setIsRaw] = useState(false)
  const blocks = useMemo(() => parseMarkdown(text ?? ''), [text])
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (text === undefined) return <PreviewWait />
  return (
    <Sheet
      name={file.originalFilename}
      note={
        <>
          <span>{isCut && words.textCut(formatBytes(mostTextBytes))}</span>
          <Button aria-pressed={isRaw} onClick={() => setIsRaw(!isRaw)}>
            {isRaw ? words.rendered : words.raw}
          </Button>
        </>
      }
    >
      {isRaw ? (
        <pre className={styles.text}>{text}</pre>
      ) : (
        <div className={styles.prose}>
          <Markdown blocks={blocks} />
        </div>
      )}
    </Sheet>
  )
}
