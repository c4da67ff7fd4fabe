import type { Resource } from '@groundwork/domain'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Definition } from '../custom-field/definitions.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { FilterPill } from '../ui/filter-pill.tsx'
import { filtersByField, isFiltered, noFilters, type ResourceSearch } from './resource-search.ts'
import { statusesQuery } from './statuses.ts'
import { TagPanel } from './tag-panel.tsx'
import { spell, words } from './words.ts'

interface Pill {
  readonly name: string
  readonly label: string
  /** Given by name where they are kept elsewhere: the vocabulary of states, the organization's tags. */
  readonly choices: readonly { readonly value: string; readonly label: string }[] | 'statuses' | 'tags'
}

const mostCustomPills = 3
const yesAndNo = [
  { value: 'true', label: words.yes },
  { value: 'false', label: words.no },
]

/** The questions people ask every day, each one a press away: fields with few values, tags, custom choices. */
function pillsOf(resource: Resource, definitions: readonly Definition[]): readonly Pill[] {
  const own = Object.entries(resource.fields).flatMap(([name, field]): Pill[] => {
    if (!field.filter) return []
    const label = spell(name)
    if (field.reference === 'status' && !field.choices) return [{ name, label, choices: 'statuses' }]
    if (field.choices) return [{ name, label, choices: field.choices.map((value) => ({ value, label: spell(value) })) }]
    if (name === 'tags') return [{ name, label, choices: 'tags' }]
    return name === 'isActive' ? [{ name, label, choices: yesAndNo }] : []
  })
  const custom = definitions.flatMap(({ key, label, type, options }): Pill[] => {
    const { choices } = options
    if (type !== 'choice' || !choices) return []
    return [{ name: `customFields.${key}`, label, choices: choices.map((value) => ({ value, label: value })) }]
  })
  return [...own, ...custom.slice(0, mostCustomPills)]
}

interface ResourceFiltersProps {
  readonly resource: Resource
  readonly definitions: readonly Definition[]
  readonly search: ResourceSearch
  readonly onChange: (change: Partial<ResourceSearch>) => void
  /** Before the pills: the way to every other question. */
  readonly children: ReactNode
}

export function ResourceFilters({ resource, definitions, search, onChange, children }: ResourceFiltersProps) {
  const chosen = filtersByField(search.filter)
  const pills = pillsOf(resource, definitions)
  const { data: statuses } = useQuery({
    ...statusesQuery,
    enabled: pills.some(({ choices }) => choices === 'statuses'),
  })
  const set = (name: string, values: readonly string[]) => {
    const others = (search.filter ?? []).filter((pair) => !pair.startsWith(`${name}:`))
    const filter = [...others, ...values.map((value) => `${name}:${value}`)]
    onChange({ filter: filter.length ? filter : undefined })
  }
  const choicesOf = ({ choices }: Pill) => {
    if (choices === 'tags') return []
    return choices === 'statuses'
      ? [...(statuses?.values() ?? [])].map(({ slug, name }) => ({ value: slug, label: name }))
      : choices
  }
  const inWords = (pill: Pill) => {
    const known = choicesOf(pill)
    return chosen[pill.name]?.map((value) => known.find((one) => one.value === value)?.label ?? value).join(', ')
  }
  return (
    <FilterBar onClear={isFiltered(search) ? () => onChange(noFilters) : undefined}>
      {children}
      {pills.map((pill) => (
        <FilterPill key={pill.name} label={pill.label} value={inWords(pill)} onClear={() => set(pill.name, [])}>
          {() =>
            pill.choices === 'tags' ? (
              <TagPanel chosen={chosen[pill.name] ?? []} onChange={(values) => set(pill.name, values)} />
            ) : (
              <ChoicePanel
                choices={choicesOf(pill)}
                chosen={chosen[pill.name] ?? []}
                onChange={(values) => set(pill.name, values)}
              />
            )
          }
        </FilterPill>
      ))}
    </FilterBar>
  )
}
