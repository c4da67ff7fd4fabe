import { Button } from '@mantine/core'
import { IconClipboardText, IconFolderPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { GridControl } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { IconButton } from '../ui/icon-button.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import type { Entry } from './entry.ts'
import { useClipboard } from './entry-clipboard.ts'
import type { EntryCommands } from './entry-menu.tsx'
import { EntrySelectionBar } from './entry-selection-bar.tsx'
import { FileFilters } from './file-filters.tsx'
import type { FileRow } from './file-queries.ts'
import type { FileSearch, FileView } from './file-search.ts'
import { pathQuery } from './folder-queries.ts'
import { UploadButton } from './upload-button.tsx'
import type { TakeAll } from './use-take-all.ts'
import { ViewSwitch } from './view-switch.tsx'
import { words } from './words.ts'

interface FileToolbarProps {
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  readonly view: FileView
  readonly onView: (view: FileView) => void
  readonly total: number | undefined
  readonly isTotalExact: boolean
  readonly grid: GridControl<Entry>
  readonly all: TakeAll
  readonly shown: readonly FileRow[]
  readonly commands: EntryCommands
  readonly onUp: () => void
  readonly onDrop: (entries: readonly Entry[], folder: string | null, placeName: string) => void
  readonly onPaste: () => void
  /** Missing where no folder can be made. */
  readonly onNewFolder: (() => void) | undefined
  readonly onFromAddress: (() => void) | undefined
}

/** Where one is, search, view and upload; below, the filters, or what can be done with what is chosen. */
export function FileToolbar(props: FileToolbarProps) {
  const { search, onChange, view, onView, total, isTotalExact, grid, commands } = props
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  const { folder } = search
  const { data: path } = useQuery({ ...pathQuery(folder ?? ''), enabled: folder !== undefined })
  const held = useClipboard()
  const title = folder === undefined ? words.title : (path?.at(-1)?.name ?? '…')
  return (
    <>
      <div className={styles.titleRow}>
        {folder !== undefined && <Breadcrumb folder={folder} onUp={props.onUp} onDrop={props.onDrop} />}
        <h1 className={styles.title}>
          <span className="truncate" title={title}>
            {title}
          </span>
          {total !== undefined && <span className={`${styles.count} tabular`}>{words.count(total, isTotalExact)}</span>}
        </h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={search.q ?? ''}
          onChange={(q) => onChange({ q: q || undefined })}
        />
        <ViewSwitch view={view} onView={onView} />
        {held && (
          <Button variant="default" leftSection={<IconClipboardText size={16} />} onClick={props.onPaste}>
            {words.paste(held.entries.length)}
          </Button>
        )}
        {props.onNewFolder && (
          <IconButton label={words.newFolder} size={32} variant="default" onClick={props.onNewFolder}>
            <IconFolderPlus size={16} />
          </IconButton>
        )}
        {can('add', governed.file, organization) && <UploadButton onFromAddress={props.onFromAddress} />}
      </div>
      <div className={styles.toolRow}>
        {grid.selectedRows.length > 0 ? (
          <EntrySelectionBar
            grid={grid}
            commands={commands}
            all={props.all}
            total={words.count(total ?? grid.rows.length, isTotalExact)}
          />
        ) : (
          <FileFilters search={search} onChange={onChange} shown={props.shown} />
        )}
      </div>
    </>
  )
}
