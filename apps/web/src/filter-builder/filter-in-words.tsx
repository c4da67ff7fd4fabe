import type { Filter } from '@groundwork/domain'
import { useMemo } from 'react'
import type { Definition } from '../custom-field/definitions.ts'
import type { NamedResource } from '../resource/record-types.ts'
import { useAbilities } from '../session/abilities.ts'
import { filterFieldsOf } from './filter-fields.ts'
import { FilterSentence } from './filter-sentence.tsx'

interface FilterInWordsProps {
  readonly filter: Filter
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
}

/** What a filter asks, for who does not have its builder open. */
export function FilterInWords({ filter, resource, definitions }: FilterInWordsProps) {
  const { readable } = useAbilities()
  const fields = useMemo(() => filterFieldsOf(resource, definitions, readable), [resource, definitions, readable])
  return <FilterSentence filter={filter} resource={resource} fields={fields} />
}
