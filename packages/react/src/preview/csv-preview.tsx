import { useMemo } from 'react'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { Cells } from './cells.tsx'
import { parseTable } from './parse-table.ts'
import type { PreviewProps } from './preview-content.tsx'
import { PreviewWait } from './preview-note.tsx'
import { Sheet } from './sheet.tsx'
import { useText } from './use-bytes.ts'

/** The heading aside. */
const mostRows = 1_000

/** Values with commas, semicolons or tabs between them. */
export function CsvPreview({ file, source, separator }: PreviewProps & { separator?: string }) {
  const { text, error, retry, isCut } = useText(file, source)
  const rows = useMemo(() => (text === undefined ? [] : parseTable(text, separator, mostRows + 2)), [text, separator])
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (text === undefined) return <PreviewWait />
  const shown = Math.min(rows.length - 1, mostRows)
  return (
    <Sheet
      name={file.originalFilename}
      note={(isCut || rows.length - 1 > mostRows) && <span>{words.rowsCut(shown)}</span>}
    >
      <Cells rows={rows.slice(0, mostRows + 1)} />
    </Sheet>
  )
}
