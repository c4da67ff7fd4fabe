import { Button } from '@mantine/core'
import { IconFolderOff, IconRestore } from '@tabler/icons-react'
import { SelectionBar } from '../grid/selection-bar.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { canOn, governed, useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { useFileActions } from './file-actions.ts'
import { FileFilters } from './file-filters.tsx'
import { FileList } from './file-list.tsx'
import { type FileRow, useFileRows } from './file-queries.ts'
import { useFileView } from './use-file-view.ts'
import { words } from './words.ts'

const idOf = ({ id }: FileRow) => id

export function TrashScreen() {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', governed.file, organization)) {
    return <EmptyState icon={IconFolderOff} title={words.noViewTitle} hint={words.noViewHint} />
  }
  return <Trash />
}

/** Deleted files, to look through and to take back. */
function Trash() {
  const { search, change } = useFileView()
  const files = useFileRows(search, { isTrash: true })
  const actions = useFileActions()
  const grid = useGrid({ rows: files.rows, keyOf: idOf })
  const restorable = grid.selectedRows.filter((row) => canOn('restore', row))
  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {words.trashTitle}
          {files.total !== undefined && (
            <span className={`${styles.count} tabular`}>{words.count(files.total, files.isTotalExact)}</span>
          )}
        </h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={search.q ?? ''}
          onChange={(q) => void change({ q: q || undefined })}
        />
      </div>
      <div className={styles.toolRow}>
        {grid.selectedRows.length > 0 ? (
          <SelectionBar
            label={words.selected(grid.selectedRows.length)}
            clearLabel={words.clearSelection}
            onClear={grid.clear}
          >
            {restorable.length > 0 && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconRestore size={16} />}
                onClick={() => void actions.restore(restorable)}
              >
                {words.restore}
              </Button>
            )}
          </SelectionBar>
        ) : (
          <FileFilters search={search} onChange={change} shownTags={[]} />
        )}
      </div>
      <FileList
        files={files}
        grid={grid}
        search={search}
        onChange={change}
        view="list"
        renaming={null}
        onRenamed={() => undefined}
        actions={{ onRestore: (rows) => void actions.restore(rows) }}
        isTrash
      />
    </div>
  )
}
