import { type Column, compactBelow } from '../../grid/column.ts'
import { When } from '../../ui/when.tsx'
import { StillEntryName } from '../entry-name.tsx'
import styles from '../file-columns.module.css'
import { words as fileWords } from '../words.ts'
import { type HeldRow, nameOf } from './use-quarantine.ts'
import { words } from './words.ts'

interface ColumnOptions {
  readonly isReleased: boolean
  readonly withOrganization: boolean
}

/** What is told of something held back: what it is, which version of it, why, where it came from and since when. */
export const quarantineColumns = ({ isReleased, withOrganization }: ColumnOptions): readonly Column<HeldRow>[] => [
  {
    key: 'name',
    label: fileWords.name,
    width: 'minmax(160px, 2fr)',
    sortBy: 'name',
    render: (row) => (
      <StillEntryName
        entry={{ is: 'file', row: { id: row.file, kind: row.kind, thumbnailUrl: null } }}
        name={nameOf(row)}
        second={[...(row.isServed ? [] : [words.version(row.number)]), whyOf(row)].join(' · ')}
      />
    ),
  },
  {
    key: 'which',
    label: words.which,
    width: '96px',
    from: 820,
    render: ({ isServed, number }) => (
      <span className={styles.soft}>{isServed ? words.itself : words.version(number)}</span>
    ),
  },
  {
    key: 'why',
    label: words.why,
    width: 'minmax(160px, 3fr)',
    from: compactBelow,
    render: (row) => <span title={whyOf(row)}>{whyOf(row)}</span>,
  },
  ...(isReleased ? released : kept),
  ...(withOrganization ? [organization] : []),
  {
    key: 'since',
    label: isReleased ? words.releasedAt : words.since,
    width: '104px',
    from: 660,
    sortBy: 'since',
    render: ({ since }) => <When at={since} />,
  },
]

/** Where it came from, and by whom. */
const kept: readonly Column<HeldRow>[] = [
  {
    key: 'place',
    label: fileWords.location,
    width: 'minmax(88px, 1fr)',
    from: 720,
    render: ({ folderName }) => <span className={styles.soft}>{folderName ?? fileWords.top}</span>,
  },
  {
    key: 'uploadedBy',
    label: fileWords.uploadedBy,
    width: 'minmax(96px, 1fr)',
    from: 820,
    render: ({ uploadedByUsername }) => <span className={styles.soft}>{uploadedByUsername ?? '–'}</span>,
  },
]

const organization: Column<HeldRow> = {
  key: 'organization',
  label: fileWords.organization,
  width: 'minmax(112px, 1fr)',
  from: 1000,
  render: ({ organizationName }) => <span className={styles.soft}>{organizationName}</span>,
}

/** Who let it out, and why. Where the rules of the organization did, nobody is named. */
const released: readonly Column<HeldRow>[] = [
  {
    key: 'releasedBy',
    label: words.releasedBy,
    width: 'minmax(96px, 1fr)',
    from: 720,
    render: ({ releasedByUsername }) => <span className={styles.soft}>{releasedByUsername ?? words.byRules}</span>,
  },
  {
    key: 'reason',
    label: words.reason,
    width: 'minmax(112px, 2fr)',
    from: 940,
    render: ({ releaseReason }) => <span title={releaseReason ?? undefined}>{releaseReason}</span>,
  },
]

const whyOf = ({ verdict, finding }: HeldRow): string =>
  verdict === 'infected' ? words.harmful(finding) : words.notScannable(finding)
