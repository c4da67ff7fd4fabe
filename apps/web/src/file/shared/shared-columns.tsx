import { type Column, compactBelow } from '../../grid/column.ts'
import { formatBytes, formatDay } from '../../ui/format.ts'
import { When } from '../../ui/when.tsx'
import { StillEntryName } from '../entry-name.tsx'
import styles from '../file-columns.module.css'
import { FileStates } from '../file-states.tsx'
import { words as fileWords } from '../words.ts'
import { nameOf, type SharedEntry, type SharedItem } from './shared-entry.ts'
import { words } from './words.ts'

interface ColumnOptions {
  /** In a shared folder: who shares is said of the folder, not of each file in it. */
  readonly isInside: boolean
  readonly withOrganization: boolean
}

/** What is told of something shared: what it is, who shares it, what one can do with it, and for how long. */
export const sharedColumns = ({ isInside, withOrganization }: ColumnOptions): readonly Column<SharedEntry>[] => [
  {
    key: 'name',
    label: fileWords.name,
    width: 'minmax(160px, 3fr)',
    ...(!isInside && { sortBy: 'name' }),
    render: (entry) => <StillEntryName entry={entry} name={nameOf(entry)} second={secondOf(entry)} />,
  },
  ...(isInside ? inside : shared),
  ...(withOrganization && !isInside ? [organization] : []),
  ...(isInside ? [] : [sharedAt]),
]

const organization: Column<SharedEntry> = {
  key: 'organization',
  label: fileWords.organization,
  width: 'minmax(112px, 1fr)',
  from: 940,
  render: ({ item }) => (
    <span className={styles.soft}>{item?.file?.organizationName ?? item?.folder?.organizationName}</span>
  ),
}

const sharedAt: Column<SharedEntry> = {
  key: 'sharedAt',
  label: words.sharedAt,
  width: '120px',
  from: 720,
  sortBy: 'sharedAt',
  render: ({ item }) => <When at={item?.share.createdAt} />,
}

const shared: readonly Column<SharedEntry>[] = [
  {
    key: 'state',
    label: fileWords.state,
    width: '128px',
    from: 1080,
    render: (entry) => entry.is === 'file' && <FileStates file={entry.row} />,
  },
  {
    key: 'sharedBy',
    label: words.sharedBy,
    width: 'minmax(120px, 1.2fr)',
    from: compactBelow,
    render: ({ item }) => item && <span className={styles.soft}>{giverOf(item)}</span>,
  },
  {
    key: 'access',
    label: words.access,
    width: '160px',
    from: compactBelow,
    render: ({ item }) => item && words.permissions[item.permission],
  },
  {
    key: 'until',
    label: words.until,
    width: '112px',
    from: 820,
    render: ({ item }) => item && <span className="tabular">{endOf(item) ?? words.noEnd}</span>,
  },
]

const inside: readonly Column<SharedEntry>[] = [
  {
    key: 'state',
    label: fileWords.state,
    width: '136px',
    from: compactBelow,
    render: (entry) => entry.is === 'file' && <FileStates file={entry.row} />,
  },
  {
    key: 'size',
    label: fileWords.size,
    width: '88px',
    from: compactBelow,
    isEnd: true,
    render: (entry) => entry.is === 'file' && <span className="tabular">{formatBytes(entry.row.fileSize)}</span>,
  },
]

/** Who gave it, and with whom besides. */
const giverOf = ({ share }: SharedItem): string =>
  share.roleName === null ? share.createdByUsername : `${share.createdByUsername}, ${words.withRole(share.roleName)}`

const endOf = ({ share }: SharedItem): string | null => share.expiresAt && formatDay(share.expiresAt)

function secondOf(entry: SharedEntry): string {
  const { item } = entry
  if (!item) return entry.is === 'file' ? formatBytes(entry.row.fileSize) : fileWords.folder
  const end = endOf(item)
  return [item.share.createdByUsername, words.permissions[item.permission], ...(end ? [words.ends(end)] : [])].join(
    ' · ',
  )
}
