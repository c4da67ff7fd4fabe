import { type Column, compactBelow } from '../grid/column.ts'
import { formatBytes } from '../ui/format.ts'
import { TagList } from '../ui/tag-list.tsx'
import { When } from '../ui/when.tsx'
import styles from './file-columns.module.css'
import type { FileRow } from './file-queries.ts'
import { FileStates } from './file-states.tsx'
import { words } from './words.ts'

/** What is told of a file beside its name. With all organizations on the screen, each row says whose it is. */
export function fileColumns(withOrganization: boolean): readonly Column<FileRow>[] {
  return [
    {
      key: 'state',
      label: words.state,
      width: '136px',
      from: compactBelow,
      sortBy: 'status',
      render: (row) => <FileStates file={row} />,
    },
    {
      key: 'size',
      label: words.size,
      width: '88px',
      from: compactBelow,
      isEnd: true,
      sortBy: 'fileSize',
      render: (row) => <span className="tabular">{formatBytes(row.fileSize)}</span>,
    },
    {
      key: 'kind',
      label: words.type,
      width: '104px',
      from: 820,
      sortBy: 'kind',
      render: (row) => <span className={styles.soft}>{words.kindOne[row.kind]}</span>,
    },
    {
      key: 'tags',
      label: words.tags,
      width: 'minmax(96px, 1.2fr)',
      from: 720,
      render: (row) => <TagList tags={row.tags} />,
    },
    ...(withOrganization
      ? [
          {
            key: 'organization',
            label: words.organization,
            width: 'minmax(112px, 1fr)',
            from: 940,
            render: (row: FileRow) => <span className={styles.soft}>{row.organizationName}</span>,
          },
        ]
      : []),
    {
      key: 'owner',
      label: words.owner,
      width: 'minmax(96px, 0.8fr)',
      from: 1080,
      render: (row) => <span className={styles.soft}>{row.createdByUsername ?? '–'}</span>,
    },
    {
      key: 'createdAt',
      label: words.date,
      width: '120px',
      from: 640,
      sortBy: 'createdAt',
      render: (row) => <When at={row.createdAt} />,
    },
  ]
}
