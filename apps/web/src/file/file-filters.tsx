import { type FileKind, fileKinds } from '@groundwork/domain'
import { useMemo } from 'react'
import { dateInWords } from '../date/date-in-words.ts'
import { DatePanel } from '../date/date-panel.tsx'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { FilterPill, FilterToggle } from '../ui/filter-pill.tsx'
import type { FileRow } from './file-queries.ts'
import { type FileSearch, filterCount, noFilters, stateGroups } from './file-search.ts'
import { sizeInWords } from './filter-words.ts'
import { OwnerPanel, useOwnerNames } from './owner-panel.tsx'
import { SizePanel } from './size-panel.tsx'
import { TagPanel } from './tag-panel.tsx'
import { words } from './words.ts'

interface FileFiltersProps {
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  /** The files in sight: their tags and owners are offered where nobody else knows which there are. */
  readonly shown: readonly FileRow[]
}

const listInWords = (values: readonly string[]) =>
  values.length > 2 ? `${values.slice(0, 2).join(', ')} +${values.length - 2}` : values.join(', ')

/** A pill for each way to narrow the list. Everything chosen is in the address. */
export function FileFilters({ search, onChange, shown }: FileFiltersProps) {
  const { kind, state, tag, size, date, owner, starred } = search
  const organization = useCurrentOrganization()
  const names = useOwnerNames(shown)
  const shownTags = useMemo(() => [...new Set(shown.flatMap(({ tags }) => tags))].sort(), [shown])
  return (
    <FilterBar onClear={filterCount(search) > 0 ? () => onChange(noFilters) : undefined}>
      <FilterPill
        label={words.kind}
        value={kind && listInWords(kind.map((one) => words.kinds[one]))}
        onClear={() => onChange({ kind: undefined })}
      >
        {() => (
          <ChoicePanel<FileKind>
            choices={fileKinds.map((value) => ({ value, label: words.kinds[value] }))}
            chosen={kind ?? []}
            onChange={(chosen) => onChange({ kind: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill
        label={words.state}
        value={state && listInWords(state.map((one) => words.stateGroups[one]))}
        onClear={() => onChange({ state: undefined })}
      >
        {() => (
          <ChoicePanel
            choices={stateGroups.map((value) => ({ value, label: words.stateGroups[value] }))}
            chosen={state ?? []}
            onChange={(chosen) => onChange({ state: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill label={words.size} value={size && sizeInWords(size)} onClear={() => onChange({ size: undefined })}>
        {(close) => <SizePanel size={size} onChange={(next) => onChange({ size: next })} onDone={close} />}
      </FilterPill>
      <FilterPill label={words.date} value={date && dateInWords(date)} onClear={() => onChange({ date: undefined })}>
        {(close) => <DatePanel date={date} onChange={(next) => onChange({ date: next })} onDone={close} />}
      </FilterPill>
      <FilterPill label={words.tags} value={tag && listInWords(tag)} onClear={() => onChange({ tag: undefined })}>
        {() => (
          <TagPanel
            chosen={tag ?? []}
            shownTags={shownTags}
            onChange={(chosen) => onChange({ tag: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill
        label={words.owner}
        value={owner && listInWords(owner.map((id) => names.get(id) ?? id.slice(0, 8)))}
        onClear={() => onChange({ owner: undefined })}
      >
        {() => (
          <OwnerPanel
            chosen={owner ?? []}
            shown={shown}
            onChange={(chosen) => onChange({ owner: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      {organization !== undefined && (
        <FilterToggle
          label={words.onlyStarred}
          isOn={starred !== undefined}
          onChange={(isOn) => onChange({ starred: isOn ? 'yes' : undefined })}
        />
      )}
    </FilterBar>
  )
}
