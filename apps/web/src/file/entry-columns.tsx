import type { ReactNode } from 'react'
import type { Column } from '../grid/column.ts'
import { TagList } from '../ui/tag-list.tsx'
import { When } from '../ui/when.tsx'
import type { Entry } from './entry.ts'
import { EntryName } from './entry-name.tsx'
import styles from './file-columns.module.css'
import { fileColumns } from './file-columns.tsx'
import type { FolderRow } from './folder-queries.ts'
import type { EntryLooks } from './use-entry-looks.ts'
import { words } from './words.ts'

interface ColumnOptions {
  readonly looks: EntryLooks
  readonly withOrganization: boolean
  /** Found entries stand anywhere: each says where. */
  readonly withPlace: boolean
}

/** The columns of files, with what a folder has to say in each. */
export function entryColumns({ looks, withOrganization, withPlace }: ColumnOptions): readonly Column<Entry>[] {
  return [
    {
      key: 'name',
      label: words.name,
      width: 'minmax(160px, 3fr)',
      sortBy: 'originalFilename',
      render: (entry) => <EntryName entry={entry} looks={looks} />,
    },
    ...(withPlace ? [placeColumn] : []),
    ...fileColumns(withOrganization).map(({ render, ...column }) => ({
      ...column,
      render: (entry: Entry) => (entry.is === 'file' ? render(entry.row) : folderCell(column.key, entry.row)),
    })),
  ]
}

const placeColumn: Column<Entry> = {
  key: 'place',
  label: words.location,
  width: 'minmax(96px, 1fr)',
  from: 640,
  render: ({ is, row }) => (is === 'file' ? row.folderName : row.parentName) ?? words.topShort,
}

function folderCell(column: string, row: FolderRow): ReactNode {
  switch (column) {
    case 'kind':
      return <span className={styles.soft}>{words.folder}</span>
    case 'tags':
      return <TagList tags={row.tags} />
    case 'organization':
      return row.organizationName
    case 'createdAt':
      return <When at={row.createdAt} />
    default:
      return null
  }
}
