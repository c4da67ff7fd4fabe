import { type Column, compactBelow } from '../grid/column.ts'
import { formatBytes, formatRelative } from '../ui/format.ts'
import { TagList } from '../ui/tag-list.tsx'
import { When } from '../ui/when.tsx'
import styles from './file-columns.module.css'
import type { FileRow } from './file-queries.ts'
import { FileStateBadge } from './file-state-badge.tsx'
import { NameInput } from './name-input.tsx'
import { Thumbnail } from './thumbnail.tsx'
import { words } from './words.ts'

interface ColumnOptions {
  readonly isTrash: boolean
  /** With all organizations on the screen, each row says whose it is. */
  readonly withOrganization: boolean
  readonly renaming: string | null
  readonly onRenamed: (row: FileRow, name: string | null) => void
}

export function fileColumns({
  isTrash,
  withOrganization,
  renaming,
  onRenamed,
}: ColumnOptions): readonly Column<FileRow>[] {
  return [
    {
      key: 'name',
      label: words.name,
      width: 'minmax(160px, 3fr)',
      sortBy: 'originalFilename',
      render: (row) => (
        <span className={styles.name}>
          <Thumbnail file={row} size="row" />
          {renaming === row.id ? (
            <NameInput name={row.originalFilename} onDone={(name) => onRenamed(row, name)} />
          ) : (
            <span className={styles.nameText}>
              <span className={styles.title} title={row.originalFilename}>
                {row.originalFilename}
              </span>
              <span className={styles.second}>
                {row.status !== 'available' && <FileStateBadge status={row.status} reason={row.statusReason} />}
                {formatBytes(row.fileSize)} · {formatRelative(row.createdAt)}
              </span>
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'state',
      label: words.state,
      width: '136px',
      from: compactBelow,
      sortBy: 'status',
      render: (row) => <FileStateBadge status={row.status} reason={row.statusReason} />,
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
      key: 'uploadedBy',
      label: words.uploadedBy,
      width: 'minmax(96px, 0.8fr)',
      from: 1080,
      render: (row) => <span className={styles.soft}>{row.uploadedByUsername ?? '–'}</span>,
    },
    isTrash
      ? {
          key: 'deletedAt',
          label: words.deletedAt,
          width: '120px',
          from: 640,
          sortBy: 'deletedAt',
          render: (row) => <When at={row.deletedAt} />,
        }
      : {
          key: 'createdAt',
          label: words.date,
          width: '120px',
          from: 640,
          sortBy: 'createdAt',
          render: (row) => <When at={row.createdAt} />,
        },
  ]
}
