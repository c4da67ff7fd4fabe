import { filterInWords, type Resource } from '@groundwork/domain'
import type { RowsInput } from '../api/rows.ts'
import styles from './export.module.css'
import { words } from './words.ts'

interface ExportSummaryProps {
  readonly resource: Resource
  readonly plural: string
  readonly input: RowsInput
  readonly count: number | undefined
  readonly isCountExact: boolean
}

/** What will be in the file, in a sentence: how many, and what they were narrowed by. */
export function ExportSummary({ resource, plural, input, count, isCountExact }: ExportSummaryProps) {
  const { filter, applyFilter, search, trash } = input
  const said = [
    ...(filter ? [filterInWords(filter, resource)] : []),
    ...(applyFilter ? [words.view] : []),
    ...(search ? [words.found(search)] : []),
    ...(trash ? [words.trash] : []),
  ]
  return (
    <div className={styles.summary}>
      {count !== undefined && <strong className="tabular">{words.rows(count, isCountExact, plural)}</strong>}
      <span>{said.join(' · ') || words.everything}</span>
    </div>
  )
}
