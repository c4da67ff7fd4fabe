import type { Resource } from '@groundwork/domain'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { FilterPill } from '../ui/filter-pill.tsx'
import { filtersByField, type ResourceSearch } from './resource-search.ts'
import { spell } from './words.ts'

/** Fields with a fixed list of values that may be filtered by. */
const choiceFields = ({ fields }: Resource) =>
  Object.entries(fields).flatMap(([name, { choices, filter }]) => (choices && filter ? [{ name, choices }] : []))

export const hasFilters = (resource: Resource): boolean => choiceFields(resource).length > 0

interface ResourceFiltersProps {
  readonly resource: Resource
  readonly search: ResourceSearch
  readonly onChange: (change: Partial<ResourceSearch>) => void
}

/** A pill for each field that has a fixed list of values. */
export function ResourceFilters({ resource, search, onChange }: ResourceFiltersProps) {
  const chosen = filtersByField(search.filter)
  const fields = choiceFields(resource)
  const set = (name: string, values: readonly string[]) => {
    const others = (search.filter ?? []).filter((pair) => !pair.startsWith(`${name}:`))
    const filter = [...others, ...values.map((value) => `${name}:${value}`)]
    onChange({ filter: filter.length ? filter : undefined })
  }
  return (
    <FilterBar onClear={search.filter || search.q ? () => onChange({ filter: undefined, q: undefined }) : undefined}>
      {fields.map(({ name, choices }) => (
        <FilterPill
          key={name}
          label={spell(name)}
          value={chosen[name]?.map(spell).join(', ')}
          onClear={() => set(name, [])}
        >
          {() => (
            <ChoicePanel
              choices={choices.map((value) => ({ value, label: spell(value) }))}
              chosen={chosen[name] ?? []}
              onChange={(values) => set(name, values)}
            />
          )}
        </FilterPill>
      ))}
    </FilterBar>
  )
}
