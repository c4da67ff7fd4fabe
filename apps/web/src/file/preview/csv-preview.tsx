import { useMemo } from 'react'
import { Problem } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import { words } from '../words.ts'
import styles from './file-preview.module.css'
import { numberColumns, parseTable } from './parse-table.ts'
import { PreviewSkeleton } from './preview-skeleton.tsx'
import { Sheet } from './text-sheet.tsx'
import { useText } from './use-bytes.ts'

const mostRows = 1_000

/** A table as a table: the first line as its head, numbers on the right. */
export function CsvPreview({ file, separator }: { file: FileRow; separator?: string }) {
  const { data, error, refetch, isCut } = useText(file.id, file.fileSize)
  const rows = useMemo(() => (data === undefined ? [] : parseTable(data, separator, mostRows + 2)), [data, separator])
  const numbers = useMemo(() => numberColumns(rows), [rows])
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <PreviewSkeleton />

  const [head = [], ...body] = rows
  const isTooLong = isCut || body.length > mostRows
  return (
    <Sheet
      name={file.originalFilename}
      note={isTooLong && <span>{words.rowsCut(Math.min(body.length, mostRows))}</span>}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <td className={styles.line} />
            {head.map((title, column) => (
              <th key={column} scope="col" data-number={numbers.has(column) || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(0, mostRows).map((row, line) => (
            <tr key={line}>
              <td className={styles.line}>{line + 1}</td>
              {row.map((value, column) => (
                <td
                  key={column}
                  data-number={numbers.has(column) || undefined}
                  title={value.length > 40 ? value : undefined}
                >
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}
