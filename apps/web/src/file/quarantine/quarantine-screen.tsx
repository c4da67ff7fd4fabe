import { refusingVerdicts } from '@groundwork/domain'
import { IconShieldLock } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useGrid } from '../../grid/use-grid.ts'
import { useCurrentOrganization } from '../../organization/organization-queries.ts'
import { governed, useAbilities } from '../../session/abilities.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterToggle } from '../../ui/filter-pill.tsx'
import { KeyHints } from '../../ui/key-hints.tsx'
import styles from '../../ui/screen.module.css'
import { SearchBox } from '../../ui/search-box.tsx'
import { HeldDialog } from './held-dialog.tsx'
import { QuarantineList } from './quarantine-list.tsx'
import { isDeletable, mayDecide, QuarantineMenu, type Step } from './quarantine-menu.tsx'
import { nothingNarrowed, type QuarantineSearch } from './quarantine-search.ts'
import { type HeldRow, keyOf, nameOf, useQuarantine } from './use-quarantine.ts'
import { words } from './words.ts'

export function QuarantineScreen() {
  const { canWholly } = useAbilities()
  const organization = useCurrentOrganization()
  if (!canWholly('quarantine', governed.file, organization))
    return <EmptyState icon={IconShieldLock} title={words.noViewTitle} hint={words.noViewHint} />
  return <Quarantine />
}

/** What the scanner keeps back, whole files and versions behind one that is served, for those who decide about it. */
function Quarantine() {
  const search = useSearch({ strict: false }) as QuarantineSearch
  const navigate = useNavigate()
  const held = useQuarantine(search)
  const [asked, setAsked] = useState<{ readonly step: Step; readonly row: HeldRow } | null>(null)
  const { q, verdict, released } = search
  const change = (next: Partial<QuarantineSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })
  const ask = (step: Step, row: HeldRow) => setAsked({ step, row })
  const show = (row: HeldRow) => {
    if (!mayDecide(row)) return
    const { organization: org, file: open, folder } = row
    const tab = row.isServed ? undefined : 'versions'
    void navigate({ to: '/files', search: { org, open, folder: folder ?? undefined, tab } })
  }
  const grid = useGrid<HeldRow>({
    rows: held.rows,
    keyOf,
    nameOf,
    onOpen: show,
    onDelete: ([row]) => row && isDeletable(row) && ask('delete', row),
  })
  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>{words.title}</h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={q ?? ''}
          onChange={(next) => change({ q: next || undefined })}
        />
      </div>
      <div className={styles.toolRow}>
        <FilterBar onClear={q || verdict ? () => change(nothingNarrowed) : undefined}>
          {refusingVerdicts.map((one) => (
            <FilterToggle
              key={one}
              label={words.verdicts[one]}
              isOn={verdict === one}
              onChange={(isOn) => change({ verdict: isOn ? one : undefined })}
            />
          ))}
          <FilterToggle
            label={words.released}
            isOn={released === 'yes'}
            onChange={(isOn) => change({ released: isOn ? 'yes' : undefined })}
          />
        </FilterBar>
      </div>
      <QuarantineList
        held={held}
        grid={grid}
        search={search}
        onChange={change}
        renderActions={(row) => <QuarantineMenu row={row} onShow={show} onAsk={ask} />}
      />
      <footer className={styles.foot}>
        <KeyHints hints={words.hints} />
      </footer>
      {asked && <HeldDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  )
}
