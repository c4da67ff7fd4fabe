import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload, IconLayoutGrid, IconList, IconTag, IconTrash } from '@tabler/icons-react'
import { SelectionBar } from '../grid/selection-bar.tsx'
import type { GridControl } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { canOn, governed, useAbilities } from '../session/abilities.ts'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { FileFilters } from './file-filters.tsx'
import type { FileMenuActions } from './file-menu.tsx'
import type { FileRow } from './file-queries.ts'
import type { FileSearch, FileView } from './file-search.ts'
import { UploadButton } from './upload-button.tsx'
import { words } from './words.ts'

interface FileToolbarProps {
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  readonly view: FileView
  readonly onView: (view: FileView) => void
  readonly total: number | undefined
  readonly isTotalExact: boolean
  readonly grid: GridControl<FileRow>
  readonly shownTags: readonly string[]
  readonly actions: FileMenuActions
  readonly onTag: (rows: readonly FileRow[]) => void
}

/** Title, search, view and upload; below, the filters, or what can be done with the chosen files. */
export function FileToolbar({
  search,
  onChange,
  view,
  onView,
  total,
  isTotalExact,
  grid,
  shownTags,
  actions,
  onTag,
}: FileToolbarProps) {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  return (
    <>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {words.title}
          {total !== undefined && <span className={`${styles.count} tabular`}>{words.count(total, isTotalExact)}</span>}
        </h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={search.q ?? ''}
          onChange={(q) => onChange({ q: q || undefined })}
        />
        <ViewSwitch view={view} onView={onView} />
        {can('add', governed.file, organization) && <UploadButton />}
      </div>
      <div className={styles.toolRow}>
        {grid.selectedRows.length > 0 ? (
          <FileSelectionBar grid={grid} actions={actions} onTag={onTag} />
        ) : (
          <FileFilters search={search} onChange={onChange} shownTags={shownTags} />
        )}
      </div>
    </>
  )
}

function ViewSwitch({ view, onView }: Pick<FileToolbarProps, 'view' | 'onView'>) {
  return (
    <SegmentedControl<FileView>
      size="xs"
      aria-label={words.view}
      value={view}
      onChange={onView}
      data={[
        {
          value: 'list',
          label: <IconList size={16} role="img" aria-label={words.list} style={{ display: 'block' }} />,
        },
        {
          value: 'grid',
          label: <IconLayoutGrid size={16} role="img" aria-label={words.grid} style={{ display: 'block' }} />,
        },
      ]}
    />
  )
}

function FileSelectionBar({ grid, actions, onTag }: Pick<FileToolbarProps, 'grid' | 'actions' | 'onTag'>) {
  const chosen = grid.selectedRows
  const downloadable = chosen.filter((row) => row.status === 'available' && canOn('download', row))
  const changeable = chosen.filter((row) => canOn('change', row))
  const deletable = chosen.filter((row) => canOn('delete', row))
  return (
    <SelectionBar label={words.selected(chosen.length)} clearLabel={words.clearSelection} onClear={grid.clear}>
      {downloadable.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={16} />}
          onClick={() => actions.onDownload?.(downloadable)}
        >
          {words.download}
        </Button>
      )}
      {changeable.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconTag size={16} />}
          onClick={() => onTag(changeable)}
        >
          {words.addTags}
        </Button>
      )}
      {deletable.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => actions.onDelete?.(deletable)}
        >
          {words.delete}
        </Button>
      )}
    </SelectionBar>
  )
}
