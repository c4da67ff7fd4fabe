import { IconFolderOff } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { canOn, governed, useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { KeyHints } from '../ui/key-hints.tsx'
import styles from '../ui/screen.module.css'
import { DetailsPane } from './details-pane.tsx'
import { useFileActions } from './file-actions.ts'
import { FileList } from './file-list.tsx'
import { type FileRow, useFileRows } from './file-queries.ts'
import { FileToolbar } from './file-toolbar.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { QuotaBar } from './quota-bar.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { useFileView } from './use-file-view.ts'
import { words } from './words.ts'

const FilePreview = lazy(() =>
  import('./preview/file-preview.tsx').then(({ FilePreview: component }) => ({ default: component })),
)

const idOf = ({ id }: FileRow) => id

export function FileScreen() {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', governed.file, organization)) {
    return <EmptyState icon={IconFolderOff} title={words.noViewTitle} hint={words.noViewHint} />
  }
  return <Files />
}

function Files() {
  const { search, change, view, setView } = useFileView()
  const files = useFileRows(search)
  const { rows, total, isTotalExact } = files
  const actions = useFileActions()
  const [renaming, setRenaming] = useState<string | null>(null)
  const [linking, setLinking] = useState<FileRow | null>(null)
  const [tagging, setTagging] = useState<readonly FileRow[] | null>(null)
  const { open, preview } = search

  const showDetails = useCallback((row: FileRow) => void change({ open: row.id }, { isStep: true }), [change])
  const showPreview = useCallback((row: FileRow) => void change({ preview: row.id }, { isStep: true }), [change])
  const grid = useGrid({
    rows,
    keyOf: idOf,
    // An open pane follows the row whose turn it is.
    onActive: open ? (row) => void change({ open: row.id }) : undefined,
    onOpen: showDetails,
    onPreview: showPreview,
    onRename: (row) => canOn('change', row) && setRenaming(row.id),
    onDelete: (chosen) => remove(chosen),
  })

  const remove = (chosen: readonly FileRow[]) => {
    const deletable = chosen.filter((row) => canOn('delete', row))
    if (deletable.length) void actions.remove(deletable)
  }
  const finishRename = (row: FileRow, name: string | null) => {
    setRenaming(null)
    document.getElementById(grid.rowId(row.id))?.closest<HTMLElement>('[role="grid"]')?.focus()
    if (name) void actions.rename(row, name)
  }
  const shownTags = useMemo(() => [...new Set(rows.flatMap(({ tags }) => tags))].sort(), [rows])
  const focusGrid = () => document.querySelector<HTMLElement>('#content [role="grid"]')?.focus()

  const rowActions = {
    onPreview: showPreview,
    onDetails: showDetails,
    onDownload: (chosen: readonly FileRow[]) => void actions.download(chosen),
    onLink: setLinking,
    onRename: (row: FileRow) => setRenaming(row.id),
    onDelete: remove,
  }
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <FileToolbar
          search={search}
          onChange={change}
          view={view}
          onView={setView}
          total={total}
          isTotalExact={isTotalExact}
          grid={grid}
          shownTags={shownTags}
          actions={rowActions}
          onTag={setTagging}
        />
        <FileList
          files={files}
          grid={grid}
          search={search}
          onChange={change}
          view={view}
          renaming={renaming}
          onRenamed={finishRename}
          actions={rowActions}
        />
        <footer className={styles.foot}>
          <KeyHints hints={words.hints} />
          <QuotaBar />
        </footer>
      </div>
      {open && (
        <DetailsPane
          id={open}
          actions={actions}
          onPreview={showPreview}
          onLink={setLinking}
          onDelete={(row) => remove([row])}
          onClose={() => {
            void change({ open: undefined })
            focusGrid()
          }}
        />
      )}
      {preview && (
        <Suspense>
          <FilePreview
            id={preview}
            rows={rows}
            onShow={(id) => {
              grid.focus(id)
              void change({ preview: id })
            }}
            onClose={() => void change({ preview: undefined }).then(focusGrid)}
            onLink={setLinking}
            onDownload={(row) => void actions.download([row])}
          />
        </Suspense>
      )}
      <LinkDialog file={linking} onClose={() => setLinking(null)} />
      <TagDialog
        files={tagging}
        onClose={() => setTagging(null)}
        onAdd={(tags) => void actions.addTags(tagging ?? [], tags)}
      />
    </div>
  )
}
