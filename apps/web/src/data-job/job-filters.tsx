import { dataJobStates, jobTypes } from '@groundwork/domain'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { FilterPill } from '../ui/filter-pill.tsx'
import { isNarrowed, type JobSearch, noJobFilters } from './job-search.ts'
import { targetInWords } from './target-in-words.ts'
import { useJobTargets } from './use-job-targets.ts'
import { jobTypesInWords, states, words } from './words.ts'

interface JobFiltersProps {
  readonly search: JobSearch
  readonly onChange: (change: Partial<JobSearch>) => void
}

/** By how jobs stand, by what they do, and by what they do it to. */
export function JobFilters({ search, onChange }: JobFiltersProps) {
  const { status, type, target } = search
  const targets = useJobTargets(target)
  return (
    <FilterBar onClear={isNarrowed(search) ? () => onChange(noJobFilters) : undefined}>
      <FilterPill
        label={words.status}
        value={status?.map((state) => states[state]).join(', ')}
        onClear={() => onChange({ status: undefined })}
      >
        {() => (
          <ChoicePanel
            choices={dataJobStates.map((state) => ({ value: state, label: states[state] }))}
            chosen={status ?? []}
            onChange={(chosen) => onChange({ status: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill
        label={words.type}
        value={type?.map((name) => jobTypesInWords[name]).join(', ')}
        onClear={() => onChange({ type: undefined })}
      >
        {() => (
          <ChoicePanel
            choices={jobTypes.map((name) => ({ value: name, label: jobTypesInWords[name] }))}
            chosen={type ?? []}
            onChange={(chosen) => onChange({ type: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill
        label={words.about}
        value={target?.map(targetInWords).join(', ')}
        onClear={() => onChange({ target: undefined })}
      >
        {() => (
          <ChoicePanel
            choices={targets.map((name) => ({ value: name, label: targetInWords(name) }))}
            chosen={target ?? []}
            onChange={(chosen) => onChange({ target: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
    </FilterBar>
  )
}
