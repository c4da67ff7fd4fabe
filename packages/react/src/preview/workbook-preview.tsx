import { useState } from 'react'
import { SelectField } from '../ui/field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { Cells } from './cells.tsx'
import type { PreviewProps } from './preview-content.tsx'
import { NoPreview, PreviewWait } from './preview-note.tsx'
import { Sheet } from './sheet.tsx'
import { useLoaded } from './use-loaded.ts'

/** The first rows of each sheet, as the server read them. */
export function WorkbookPreview({ file, source }: PreviewProps) {
  const [wanted, setWanted] = useState<string | undefined>()
  const { value, error, retry } = useLoaded(`${file.id} ${wanted ?? ''}`, async () => source.table?.(wanted) ?? null)
  if (error) return <ProblemNote error={error} onRetry={retry} />
  if (value === undefined) return <PreviewWait />
  if (value === null) return <NoPreview file={file} source={source} />
  const { sheets, sheet, columns, isCut } = value
  const rows = value.rows.map((row) => row.map((cell) => String(cell ?? '')))
  return (
    <Sheet
      name={file.originalFilename}
      note={
        (isCut || sheets.length > 1) && (
          <>
            <span>{isCut && words.rowsCut(rows.length)}</span>
            {sheets.length > 1 && (
              <SelectField
                isLabelHidden
                label={words.sheet}
                value={sheet}
                choices={sheets.map((name) => ({ value: name, label: name }))}
                onChange={setWanted}
              />
            )}
          </>
        )
      }
    >
      <Cells rows={[columns, ...rows]} />
    </Sheet>
  )
}
