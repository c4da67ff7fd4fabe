import { type FileKind, fileKinds } from '@groundwork/domain'
import { dateInWords } from '../date/date-in-words.ts'
import { DatePanel } from '../date/date-panel.tsx'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { FilterPill } from '../ui/filter-pill.tsx'
import { type FileSearch, filterCount, noFilters, stateGroups } from './file-search.ts'
import { sizeInWords } from './filter-words.ts'
import { SizePanel } from './size-panel.tsx'
import { TagPanel } from './tag-panel.tsx'
import { words } from './words.ts'

interface FileFiltersProps {
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  /** Tags of the rows shown, for when no organization is chosen. */
  readonly shownTags: readonly string[]
}

const listInWords = (values: readonly string[]) =>
  values.length > 2 ? `${values.slice(0, 2).join(', ')} +${values.length - 2}` : values.join(', ')

/** A pill for each way to narrow the list. Everything chosen is in the address. */
export function FileFilters({ search, onChange, shownTags }: FileFiltersProps) {
  const { kind, state, tag, size, date } = search
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
    </FilterBar>
  )
}
