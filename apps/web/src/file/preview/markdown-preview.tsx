import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { formatBytes } from '../../ui/format.ts'
import { Problem } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import { words } from '../words.ts'
import styles from './file-preview.module.css'
import { Markdown } from './markdown.tsx'
import { parseMarkdown } from './parse-markdown.ts'
import { PreviewSkeleton } from './preview-skeleton.tsx'
import { Sheet } from './text-sheet.tsx'
import { mostTextBytes, useText } from './use-bytes.ts'

/** Formatted to read, or as it was typed. */
export function MarkdownPreview({ file }: { file: FileRow }) {
  const { data, error, refetch, isCut } = useText(file.id, file.fileSize)
  const [isRaw, setIsRaw] = useState(false)
  const blocks = useMemo(() => parseMarkdown(data ?? ''), [data])
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <PreviewSkeleton />
  return (
    <Sheet
      name={file.originalFilename}
      note={
        <>
          <span>{isCut && words.textCut(formatBytes(mostTextBytes))}</span>
          <SegmentedControl
            size="xs"
            value={isRaw ? 'raw' : 'rendered'}
            onChange={(value) => setIsRaw(value === 'raw')}
            data={[
              { value: 'rendered', label: words.rendered },
              { value: 'raw', label: words.raw },
            ]}
          />
        </>
      }
    >
      {isRaw ? (
        <pre className={styles.text}>{data}</pre>
      ) : (
        <div className={styles.prose}>
          <Markdown blocks={blocks} />
        </div>
      )}
    </Sheet>
  )
}
