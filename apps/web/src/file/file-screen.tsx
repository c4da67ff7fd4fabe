import { toGroundworkError } from '@groundwork/client'
import { Button } from '@mantine/core'
import { IconFolderOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { gw } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { KeyHints } from '../ui/key-hints.tsx'
import styles from '../ui/screen.module.css'
import { useShownPlace } from '../upload/open-place.ts'
import { UploadsHere } from '../upload/uploads-here.tsx'
import { type Entry, fileEntry, filesOf, idOf, movable, nameOf } from './entry.ts'
import { mayChange, mayDelete, mayDownload, mayMove } from './entry-abilities.ts'
import { type Clipboard, clipboard, hold } from './entry-clipboard.ts'
import { EntryList } from './entry-list.tsx'
import type { EntryCommands } from './entry-menu.tsx'
import { useFileActions } from './file-actions.ts'
import { noFilters } from './file-search.ts'
import { FileToolbar } from './file-toolbar.tsx'
import { pathQuery } from './folder-queries.ts'
import { FromAddressDialog } from './from-address-dialog.tsx'
import { MoveEntriesDialog } from './move-entries-dialog.tsx'
import { NewFolderDialog } from './new-folder-dialog.tsx'
import { PaneDoor, usePanesSoon } from './pane-door.tsx'
import { PreviewDoor } from './preview/preview-door.tsx'
import { QuotaBar } from './quota-bar.tsx'
import { ShareDoor } from './share/share-door.tsx'
import { SharedPreview } from './share/shared-preview.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { useClipboardKeys } from './use-clipboard-keys.ts'
import { useEntries } from './use-entries.ts'
import { useEntryActions } from './use-entry-actions.ts'
import { useFileView } from './use-file-view.ts'
import { useFolderFocus } from './use-folder-focus.ts'
import { useTakeAll } from './use-take-all.ts'
import { useCarefulDelete } from './used-by/use-careful-delete.tsx'
import { words } from './words.ts'

export function FileScreen() {
  const { can, isReceiver } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', governed.file, organization)) {
    return (
      <>
        <EmptyState
          icon={IconFolderOff}
          title={words.noViewTitle}
          hint={words.noViewHint}
          action={
            isReceiver && (
              <ButtonLink variant="default" to="/shared">
                {words.toShared}
              </ButtonLink>
            )
          }
        />
        <SharedPreview />
      </>
    )
  }
  return <Files />
}

/** The folder in the address, with all one does in a file manager. */
function Files() {
  usePanesSoon()
  const { search, change, view, setView } = useFileView()
  const entries = useEntries(search)
  const { can } = useAbilities()
  const current = useCurrentOrganization()
  const actions = useEntryActions()
  const fileActions = useFileActions()
  const careful = useCarefulDelete((chosen) => void actions.remove(chosen))
  const [renaming, setRenaming] = useState<string | null>(null)
  const [sharing, setSharing] = useState<Entry | null>(null)
  const [tagging, setTagging] = useState<readonly Entry[] | null>(null)
  const [moving, setMoving] = useState<readonly Entry[] | null>(null)
  const [isMaking, setIsMaking] = useState(false)
  const [isFetching, setIsFetching] = useState(false)
  const { folder, open, preview } = search
  const { data: path, error: pathError } = useQuery({ ...pathQuery(folder ?? ''), enabled: folder !== undefined })
  const organization = path?.at(-1)?.organization ?? current
  const here = { id: folder ?? null, name: path?.at(-1)?.name ?? words.top }
  useShownPlace(path && organization, folder, here.name)

  const enter = useCallback(
    (to: string | null) => void change({ ...noFilters, open: undefined, folder: to ?? undefined }, { isStep: true }),
    [change],
  )
  const showDetails = (entry: Entry) => void change({ open: entry.id }, { isStep: true })
  const openEntry = (entry: Entry) =>
    entry.is === 'folder' ? enter(entry.id) : void change({ preview: entry.id }, { isStep: true })
  const up = () => folder !== undefined && enter(path?.at(-2)?.id ?? null)

  const grid = useGrid<Entry>({
    rows: entries.entries,
    keyOf: idOf,
    nameOf,
    // An open pane follows the entry whose turn it is.
    onActive: open ? ({ id }) => void change({ open: id }) : undefined,
    onOpen: (entry) => (entry.is === 'folder' ? enter(entry.id) : showDetails(entry)),
    onPreview: openEntry,
    onRename: (entry) => mayChange(entry) && setRenaming(entry.id),
    onDelete: (chosen) => remove(chosen),
    onUp: up,
  })
  const all = useTakeAll(entries, grid)
  const remove = (chosen: readonly Entry[]) => {
    const deletable = chosen.filter(mayDelete)
    if (deletable.length) void careful.onDelete(deletable)
  }
  const move = (chosen: readonly Entry[], to: string | null, placeName: string) => {
    const some = movable(chosen, to).filter(mayMove)
    if (some.length) void actions.move(some, to, placeName)
  }
  const paste = (held: Clipboard | null) => {
    if (!held) return
    if (held.verb === 'copy') void actions.copy(held.entries, here.id, here.name)
    else {
      hold(null)
      move(held.entries, here.id, here.name)
    }
  }
  useClipboardKeys({ chosen: grid.selectedRows, onPaste: paste })

  const focusGrid = () => document.querySelector<HTMLElement>('#content [role="grid"]')?.focus()
  useFolderFocus({ folder, isShown: !entries.isPending && !entries.isStale, focusList: focusGrid, onUp: up })
  const finishRename = (entry: Entry, name: string | null) => {
    setRenaming(null)
    focusGrid()
    if (name) void actions.rename(entry, name)
  }
  const commands: EntryCommands = {
    onOpen: openEntry,
    onDetails: showDetails,
    onDownload: (chosen) => void actions.download(chosen.filter(mayDownload)),
    onShare: setSharing,
    onRename: ({ id }) => setRenaming(id),
    onMove: setMoving,
    onHold: (verb, chosen) => hold({ verb, entries: chosen }),
    onStar: (files, isStarred) => void actions.star(files, isStarred),
    onTag: setTagging,
    onDelete: remove,
  }
  const names = new Map(entries.entries.map((entry) => [entry.id, nameOf(entry)]))
  const looks = {
    renaming,
    stars: entries.stars,
    onRenamed: finishRename,
    entriesWith: (entry: Entry) => (grid.isSelected(entry.id) ? grid.selectedRows : [entry]),
    onDrop: (dropped: readonly Entry[], to: string) => move(dropped, to, names.get(to) ?? words.folder),
  }
  const files = useMemo(() => filesOf(entries.entries), [entries.entries])
  const isFolderOpen = entries.entries.some(({ is, id }) => is === 'folder' && id === open)
  const mayMake = organization !== undefined && can('add', governed.folder, organization)

  if (pathError && toGroundworkError(pathError).code === 'not_found') {
    return (
      <EmptyState
        icon={IconFolderOff}
        title={words.folderGoneTitle}
        hint={words.folderGoneHint}
        action={
          <Button variant="default" onClick={() => enter(null)}>
            {words.toTop}
          </Button>
        }
      />
    )
  }
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <FileToolbar
          search={search}
          onChange={change}
          view={view}
          onView={setView}
          total={entries.total}
          isTotalExact={entries.isTotalExact}
          grid={grid}
          all={all}
          shown={files}
          commands={commands}
          onUp={up}
          onDrop={move}
          onPaste={() => paste(clipboard())}
          onNewFolder={mayMake ? () => setIsMaking(true) : undefined}
          onFromAddress={organization === undefined ? undefined : () => setIsFetching(true)}
        />
        <UploadsHere organization={organization} folder={here.id} />
        <EntryList
          entries={entries}
          grid={grid}
          search={search}
          onChange={change}
          view={view}
          looks={looks}
          commands={commands}
        />
        <footer className={styles.foot}>
          <KeyHints hints={words.hints} />
          <QuotaBar />
        </footer>
      </div>
      {open && (
        <PaneDoor
          id={open}
          isFolder={isFolderOpen}
          organization={organization}
          actions={fileActions}
          onPreview={({ id }) => void change({ preview: id }, { isStep: true })}
          onShare={(row) => setSharing(fileEntry(row))}
          onDelete={(row) => remove([fileEntry(row)])}
          onClose={() => {
            void change({ open: undefined })
            focusGrid()
          }}
        />
      )}
      {preview && (
        <PreviewDoor
          id={preview}
          rows={files}
          onShow={(id) => {
            grid.focus(id)
            void change({ preview: id })
          }}
          onClose={() => void change({ preview: undefined }).then(focusGrid)}
          onShare={(row) => setSharing(fileEntry(row))}
          onDownload={(row) => void fileActions.download([row])}
        />
      )}
      {moving && (
        <MoveEntriesDialog
          entries={moving}
          onClose={() => setMoving(null)}
          onMove={(to, placeName) => {
            setMoving(null)
            move(moving, to, placeName)
          }}
        />
      )}
      {isMaking && organization !== undefined && (
        <NewFolderDialog
          onClose={() => setIsMaking(false)}
          onCreate={async (name) => {
            await gw.folder.create({ values: { organization, name, parent: here.id } })
            setIsMaking(false)
            await queryClient.invalidateQueries({ queryKey: ['folder', 'list'] })
          }}
        />
      )}
      {isFetching && organization !== undefined && (
        <FromAddressDialog
          placeName={here.name}
          onClose={() => setIsFetching(false)}
          onFetch={async (url, signal) => {
            await gw.file.importUrl({ organization, url, folder: here.id }, { signal })
            setIsFetching(false)
            await queryClient.invalidateQueries({ queryKey: ['file', 'list'] })
          }}
        />
      )}
      {careful.warning}
      <ShareDoor entry={sharing} onClose={() => setSharing(null)} />
      <TagDialog
        entries={tagging}
        onClose={() => setTagging(null)}
        onAdd={(tags) => void actions.addTags(tagging ?? [], tags)}
      />
    </div>
  )
}
