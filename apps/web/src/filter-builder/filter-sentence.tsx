import { type Filter, filterInWords, type Resource } from '@groundwork/domain'
import { useQueries } from '@tanstack/react-query'
import { referenceQuery, titleOf } from '../resource/references.ts'
import type { FilterField } from './filter-fields.ts'
import { referencedKeys, withTitles } from './named-filter.ts'

interface FilterSentenceProps {
  readonly filter: Filter
  readonly resource: Resource
  readonly fields: readonly FilterField[]
}

/** The filter said in English, with the names of the rows it points to. */
export function FilterSentence({ filter, resource, fields }: FilterSentenceProps) {
  const referenceOf = (path: string) => fields.find((field) => field.path === path)?.reference
  const keys = referencedKeys(filter, referenceOf)
  const found = useQueries({ queries: keys.map(({ resource: name, key }) => referenceQuery(name, key)) })
  const titles = new Map(
    keys.map(({ resource: name, key }, place) => [key, titleOf(name, found[place]?.data ?? {}) || key]),
  )
  return filterInWords(withTitles(filter, referenceOf, titles), resource)
}
