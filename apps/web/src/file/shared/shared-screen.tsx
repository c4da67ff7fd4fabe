import { sharedKinds } from '@groundwork/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { useGrid } from '../../grid/use-grid.ts'
import { canOn } from '../../session/abilities.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterToggle } from '../../ui/filter-pill.tsx'
import { KeyHints } from '../../ui/key-hints.tsx'
import styles from '../../ui/screen.module.css'
import { SearchBox } from '../../ui/search-box.tsx'
import { fileEntry } from '../entry.ts'
import { useFileActions } from '../file-actions.ts'
import { PreviewDoor } from '../preview/preview-door.tsx'
import { type Sharable, ShareDoor } from '../share/share-door.tsx'
import { filesOf, idOf, nameOf, type SharedEntry } from './shared-entry.ts'
import { SharedList } from './shared-list.tsx'
import { SharedPath } from './shared-path.tsx'
import type { SharedSearch } from './shared-search.ts'
import { useShared } from './use-shared.ts'
import { words } from './words.ts'

/** What others share with this person, and what lies in the folders among it. */
export function SharedScreen() {
  const search = useSearch({ strict: false }) as SharedSearch
  const navigate = useNavigate()
  const client = useQueryClient()
  const actions = useFileActions()
  const shared = useShared(search)
  const [sharing, setSharing] = useState<Sharable | null>(null)
  const [asked, setAsked] = useState<{ readonly what: 'delete' | 'giveUp'; readonly entry: SharedEntry } | null>(null)
  const { folder, preview, q, kind } = search
  const isInside = folder !== undefined
  const path = shared.path ?? []

  const change = (next: Partial<SharedSearch>, { isStep = false }: { isStep?: boolean } = {}) =>
    navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: !isStep })
  const open = (entry: SharedEntry) =>
    void change(entry.is === 'folder' ? { folder: entry.id } : { preview: entry.id }, { isStep: true })
  const up = () => void change({ folder: path.at(-2)?.id }, { isStep: true })
  const mayDelete = (entry: SharedEntry) => entry.is === 'file' && canOn('delete', entry.row)
  const askToDelete = ([entry]: readonly SharedEntry[]) =>
    entry && mayDelete(entry) && setAsked({ what: 'delete', entry })
  const grid = useGrid<SharedEntry>({
    rows: shared.entries,
    keyOf: idOf,
    nameOf,
    onOpen: open,
    onPreview: open,
    onDelete: askToDelete,
    onUp: isInside ? up : undefined,
  })
  const focusGrid = () => document.querySelector<HTMLElement>('#content [role="grid"]')?.focus()

  async function confirm({ what, entry }: NonNullable<typeof asked>): Promise<void> {
    if (what === 'delete') await gw.file.remove({ id: entry.id })
    else if (entry.item) await gw.fileShare.remove({ id: entry.item.share.id })
    setAsked(null)
    await client.invalidateQueries({ queryKey: ['fileShare'] })
  }

  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <div className={styles.titleRow}>
          {isInside && <SharedPath path={path} onUp={up} />}
          <h1 className={styles.title}>
            <span className="truncate">{isInside ? (path.at(-1)?.name ?? '…') : words.title}</span>
          </h1>
          {!isInside && (
            <SearchBox
              className={styles.search}
              label={words.search}
              value={q ?? ''}
              onChange={(next) => void change({ q: next || undefined })}
            />
          )}
        </div>
        {!isInside && (
          <div className={styles.toolRow}>
            <FilterBar onClear={q || kind ? () => void change({ q: undefined, kind: undefined }) : undefined}>
              {sharedKinds.map((one) => (
                <FilterToggle
                  key={one}
                  label={words.kinds[one]}
                  isOn={kind === one}
                  onChange={(isOn) => void change({ kind: isOn ? one : undefined })}
                />
              ))}
            </FilterBar>
          </div>
        )}
        <SharedList
          shared={shared}
          grid={grid}
          search={search}
          onChange={(next) => void change(next)}
          commands={{
            onOpen: open,
            onDownload: (entry) => void actions.download(filesOf([entry])),
            onShare: (entry) => setSharing(sharableOf(entry)),
            onDelete: (entry) => askToDelete([entry]),
            onGiveUp: (entry) => setAsked({ what: 'giveUp', entry }),
          }}
        />
        <footer className={styles.foot}>
          <KeyHints hints={words.hints} />
        </footer>
      </div>
      {preview && (
        <PreviewDoor
          id={preview}
          rows={filesOf(shared.entries)}
          onShow={(id) => {
            grid.focus(id)
            void change({ preview: id })
          }}
          onClose={() => void change({ preview: undefined }).then(focusGrid)}
          onShare={(row) => setSharing(fileEntry(row))}
          onDownload={(row) => void actions.download([row])}
        />
      )}
      <ShareDoor entry={sharing} onClose={() => setSharing(null)} />
      {asked && (
        <ConfirmDialog
          title={
            asked.what === 'delete' ? words.deleteTitle(nameOf(asked.entry)) : words.giveUpTitle(nameOf(asked.entry))
          }
          confirmLabel={asked.what === 'delete' ? words.deleteConfirm : words.giveUpConfirm}
          isGrave={asked.what === 'delete'}
          onClose={() => setAsked(null)}
          onConfirm={() => confirm(asked)}
        >
          <p>
            {asked.what === 'delete'
              ? words.deleteHint
              : words.giveUpHint(asked.entry.item?.share.createdByUsername ?? '')}
          </p>
        </ConfirmDialog>
      )}
    </div>
  )
}

function sharableOf(entry: SharedEntry): Sharable | null {
  if (entry.is === 'file') return fileEntry(entry.row)
  const row = entry.item?.folder
  return row ? { is: 'folder', id: entry.id, row } : null
}
