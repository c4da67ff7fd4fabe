import { trashDaysLeft } from '@groundwork/domain'
import { type Column, compactBelow } from '../../grid/column.ts'
import { formatBytes, formatDay } from '../../ui/format.ts'
import { When } from '../../ui/when.tsx'
import { type Entry, nameOf } from '../entry.ts'
import { StillEntryName } from '../entry-name.tsx'
import styles from '../file-columns.module.css'
import { words as fileWords } from '../words.ts'
import { words } from './words.ts'

interface ColumnOptions {
  readonly trashDays: ReadonlyMap<string, number>
  readonly withOrganization: boolean
}

/** What is told of something deleted: what it was, where, since when, and for how long it can still be had back. */
export const trashColumns = ({ trashDays, withOrganization }: ColumnOptions): readonly Column<Entry>[] => [
  {
    key: 'name',
    label: fileWords.name,
    width: 'minmax(160px, 3fr)',
    sortBy: 'originalFilename',
    render: (entry) => (
      <StillEntryName
        entry={entry}
        name={nameOf(entry)}
        second={`${placeOfEntry(entry)} · ${fateOf(entry, trashDays)}`}
      />
    ),
  },
  {
    key: 'place',
    label: words.place,
    width: 'minmax(112px, 1.2fr)',
    from: compactBelow,
    render: (entry) => <span className={styles.soft}>{placeOfEntry(entry)}</span>,
  },
  {
    key: 'size',
    label: fileWords.size,
    width: '88px',
    from: 720,
    isEnd: true,
    sortBy: 'fileSize',
    render: (entry) => entry.is === 'file' && <span className="tabular">{formatBytes(entry.row.fileSize)}</span>,
  },
  ...(withOrganization
    ? [
        {
          key: 'organization',
          label: fileWords.organization,
          width: 'minmax(112px, 1fr)',
          from: 940,
          render: ({ row }: Entry) => <span className={styles.soft}>{row.organizationName}</span>,
        },
      ]
    : []),
  {
    key: 'deletedAt',
    label: fileWords.deletedAt,
    width: '120px',
    from: 820,
    sortBy: 'deletedAt',
    render: ({ row }) => <When at={row.deletedAt} />,
  },
  {
    key: 'left',
    label: words.left,
    width: '152px',
    from: compactBelow,
    render: (entry) => <span className="tabular">{fateOf(entry, trashDays)}</span>,
  },
]

const placeOfEntry = (entry: Entry): string =>
  (entry.is === 'file' ? entry.row.folderName : entry.row.parentName) ?? words.top

/** How long it can be had back, or what keeps it for longer. */
function fateOf({ is, row }: Entry, trashDays: ReadonlyMap<string, number>): string {
  if (is === 'file' && row.legalHold) return words.held
  const now = new Date()
  if (is === 'file' && row.retainUntil !== null && new Date(row.retainUntil) > now)
    return words.retained(formatDay(row.retainUntil))
  const days = trashDays.get(row.organization)
  return days === undefined || row.deletedAt === null ? '' : words.daysLeft(trashDaysLeft(row.deletedAt, days, now))
}
