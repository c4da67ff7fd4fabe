import styles from './sample-table.module.css'
import { words } from './words.ts'

interface SampleTableProps {
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
  readonly isCut: boolean
}

/** The first rows of a file as they are read. It scrolls sideways by itself, with the keys too. */
export function SampleTable({ header, rows, isCut }: SampleTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} aria-label={words.firstRows} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.caption}>{words.firstRows}</caption>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, place) => (
            <tr key={place}>
              {header.map((name, column) => (
                <td key={name} data-end={typeof cells[column] === 'number' || undefined}>
                  {cells[column] === null || cells[column] === undefined ? '' : String(cells[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles.note}>{words.noRows}</p>}
      {isCut && <p className={styles.note}>{words.moreRows}</p>}
    </section>
  )
}
