import { Button, Menu } from '@mantine/core'
import { IconFolderOff, IconRestore, IconTrashX } from '@tabler/icons-react'
import { useState } from 'react'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SelectionBar } from '../grid/selection-bar.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization, useOrganizationName } from '../organization/organization-queries.ts'
import { canOn, governed, useAbilities } from '../session/abilities.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { type Entry, filesOf, idOf, nameOf } from './entry.ts'
import { FileFilters } from './file-filters.tsx'
import type { FileRow } from './file-queries.ts'
import type { FileOrder } from './file-search.ts'
import { NoFiles } from './no-files.tsx'
import { useQuotaOrganization } from './quota-bar.tsx'
import { PurgeDialog } from './trash/purge-dialog.tsx'
import trashStyles from './trash/trash.module.css'
import { trashColumns } from './trash/trash-columns.tsx'
import { useTrash, useTrashDays } from './trash/use-trash.ts'
import { useTrashActions } from './trash/use-trash-actions.ts'
import { words as trashWords } from './trash/words.ts'
import { useFileView } from './use-file-view.ts'
import { words } from './words.ts'

export function TrashScreen() {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', governed.file, organization)) {
    return <EmptyState icon={IconFolderOff} title={words.noViewTitle} hint={words.noViewHint} />
  }
  return <Trash />
}

/** Deleted folders and files: to look through, to take back, or to be rid of for ever. */
function Trash() {
  const { search, change } = useFileView()
  const { can } = useAbilities()
  const trash = useTrash(search)
  const { entries } = trash
  const current = useCurrentOrganization()
  const organization = useQuotaOrganization()
  const organizationName = useOrganizationName(organization)
  const trashDays = useTrashDays(entries.map(({ row }) => row.organization))
  const [purging, setPurging] = useState<readonly FileRow[] | null>(null)
  const [isEmptying, setIsEmptying] = useState(false)
  const [stranded, setStranded] = useState<FileRow | null>(null)
  const actions = useTrashActions(setStranded)
  const mayPurge = (file: FileRow) => canOn('purge', file) && !file.legalHold
  const purge = (chosen: readonly Entry[]) => {
    const files = filesOf(chosen).filter(mayPurge)
    if (files.length) setPurging(files)
  }
  const grid = useGrid<Entry>({ rows: entries, keyOf: idOf, nameOf, onDelete: purge })
  const restorable = grid.selectedRows.filter(({ row }) => canOn('restore', row))
  const purgeable = filesOf(grid.selectedRows).filter(mayPurge)
  const days = organization === undefined ? undefined : trashDays.get(organization)
  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {words.trashTitle}
          {trash.total !== undefined && (
            <span className={`${styles.count} tabular`}>{words.count(trash.total, trash.isTotalExact)}</span>
          )}
        </h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={search.q ?? ''}
          onChange={(q) => void change({ q: q || undefined })}
        />
        {organization !== undefined && entries.length > 0 && can('purge', governed.file, organization) && (
          <Button variant="default" leftSection={<IconTrashX size={16} />} onClick={() => setIsEmptying(true)}>
            {trashWords.empty}
          </Button>
        )}
      </div>
      {days !== undefined && <p className={trashStyles.hint}>{trashWords.hint(days)}</p>}
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
            {purgeable.length > 0 && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                leftSection={<IconTrashX size={16} />}
                onClick={() => setPurging(purgeable)}
              >
                {trashWords.forever}
              </Button>
            )}
          </SelectionBar>
        ) : (
          <FileFilters search={search} onChange={change} shown={filesOf(entries)} />
        )}
      </div>
      {trash.isPending && <SkeletonRows label={words.loading} />}
      {!trash.isPending && trash.error && !entries.length && (
        <Problem error={trash.error} onRetry={() => void trash.refetch()} />
      )}
      {!trash.isPending && !trash.error && !entries.length && <NoFiles search={search} onChange={change} isTrash />}
      {entries.length > 0 && (
        <DataGrid
          label={words.trashTitle}
          grid={grid}
          nameOf={nameOf}
          total={trash.total}
          isStale={trash.isStale}
          onEnd={trash.onEnd}
          isLoadingMore={trash.isFetchingNextPage}
          columns={trashColumns({ trashDays, withOrganization: current === undefined && organization === undefined })}
          sort={search.sort ?? '-deletedAt'}
          onSort={(sort) => void change({ sort: sort as FileOrder })}
          renderActions={(entry) => (
            <TrashMenu
              entry={entry}
              mayPurge={entry.is === 'file' && mayPurge(entry.row)}
              onRestore={() => void actions.restore([entry])}
              onPurge={() => purge([entry])}
            />
          )}
        />
      )}
      {purging && (
        <PurgeDialog
          files={purging}
          onClose={() => setPurging(null)}
          onConfirm={async () => {
            await actions.purge(purging)
            setPurging(null)
          }}
        />
      )}
      {isEmptying && organization !== undefined && (
        <ConfirmDialog
          title={trashWords.emptyTitle}
          confirmLabel={trashWords.emptyConfirm}
          isGrave
          onClose={() => setIsEmptying(false)}
          onConfirm={async () => {
            await actions.empty(organization)
            setIsEmptying(false)
          }}
        >
          <p>{trashWords.emptyHint(organizationName)}</p>
          <p>{trashWords.emptyKept}</p>
        </ConfirmDialog>
      )}
      {stranded && (
        <ConfirmDialog
          title={trashWords.folderGoneTitle(stranded.originalFilename)}
          confirmLabel={trashWords.toTop}
          onClose={() => setStranded(null)}
          onConfirm={async () => {
            await actions.restoreToTop(stranded)
            setStranded(null)
          }}
        >
          <p>{trashWords.folderGoneHint}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

interface TrashMenuProps {
  readonly entry: Entry
  readonly mayPurge: boolean
  readonly onRestore: () => void
  readonly onPurge: () => void
}

function TrashMenu({ entry, mayPurge, onRestore, onPurge }: TrashMenuProps) {
  if (!mayPurge && !canOn('restore', entry.row)) return null
  return (
    <RowMenu label={words.actionsFor(nameOf(entry))}>
      {canOn('restore', entry.row) && (
        <Menu.Item leftSection={<IconRestore size={16} />} onClick={onRestore}>
          {words.restore}
        </Menu.Item>
      )}
      {mayPurge && (
        <Menu.Item color="red" leftSection={<IconTrashX size={16} />} rightSection="Del" onClick={onPurge}>
          {trashWords.forever}
        </Menu.Item>
      )}
    </RowMenu>
  )
}
