import type { FaultyRow } from '@groundwork/domain'
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react'
import type { Column } from '../grid/column.ts'
import { cellText } from './faults.ts'
import styles from './faulty-grid.module.css'
import { type Mending, mendedTo } from './mending.ts'
import { reasonsOf } from './reasons-of.ts'
import { keyOfPlace } from './use-faulty-cells.tsx'
import { words } from './words.ts'

interface FaultyColumns {
  readonly header: readonly string[]
  readonly mending: Mending
  /** Of the columns of the file. */
  readonly shownPlaces: readonly number[]
}

/** The number of the row, why it did not pass, and its cells as they stand in the file or are mended. */
export const faultyColumns = ({ header, mending, shownPlaces }: FaultyColumns): readonly Column<FaultyRow>[] => [
  {
    key: 'row',
    label: words.line,
    width: '64px',
    isEnd: true,
    isFixed: true,
    render: ({ row }) => <span className="tabular">{row}</span>,
  },
  {
    key: 'why',
    label: words.problem,
    width: 'minmax(200px, 2fr)',
    render: (row) =>
      mending.skipped.includes(row.row) ? (
        <span className={styles.skipped}>{words.skippedRow}</span>
      ) : (
        <span title={reasonsOf(row)}>{reasonsOf(row)}</span>
      ),
  },
  ...shownPlaces.map((place) => {
    const name = header[place] ?? ''
    return {
      key: keyOfPlace(place),
      label: name,
      width: 'minmax(136px, 1fr)',
      render: (row: FaultyRow) => <FileCell row={row} name={name} place={place} mending={mending} />,
    }
  }),
]

interface FileCellProps {
  readonly row: FaultyRow
  readonly name: string
  readonly place: number
  readonly mending: Mending
}

/** By colour and by a sign: wrong, mended, or as it was. */
function FileCell({ row, name, place, mending }: FileCellProps) {
  const isSkipped = mending.skipped.includes(row.row)
  const mended = mendedTo(mending, { row: row.row, header: name })
  const messages = row.issues.filter(({ column }) => column === name).map(({ message }) => message)
  const text = mended ?? cellText(row.cells?.[place])
  if (isSkipped) return <span className={styles.skipped}>{text}</span>
  if (mended === undefined && !messages.length) return text
  const shown = text === '' ? <span className={styles.empty}>{words.empty}</span> : text
  if (mended !== undefined)
    return (
      <span className={styles.mended} title={words.was(cellText(row.cells?.[place]))}>
        <IconPencil size={14} aria-label={words.mendedCell} />
        <span className="truncate">{shown}</span>
      </span>
    )
  return (
    <span className={styles.wrong} title={messages.join('. ')}>
      <IconAlertTriangle size={14} aria-label={messages.join('. ')} />
      <span className="truncate">{shown}</span>
    </span>
  )
}
