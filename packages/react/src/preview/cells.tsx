import { useMemo } from 'react'
import { numberColumns } from './parse-table.ts'
import styles from './preview.module.css'

/** A table as a table: the first line as its head, numbers on the right. */
export function Cells({ rows }: { rows: readonly (readonly string[])[] }) {
  const numbers = useMemo(() => numberColumns(rows), [rows])
  const [head = [], ...body] = rows
  return (
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
        {body.map((row, line) => (
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
  )
}
