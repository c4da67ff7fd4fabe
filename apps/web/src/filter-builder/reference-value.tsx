import { MultiSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOfRow, referenceChoices, referenceQuery, titleOf } from '../resource/references.ts'
import styles from './filter-builder.module.css'
import { words } from './words.ts'

interface ReferenceValueProps {
  readonly resource: string
  readonly value: unknown
  readonly isMany: boolean
  readonly onChange: (value: unknown) => void
}

/** Chooses rows to compare a reference with, found by their names. */
export function ReferenceValue({ resource, value, isMany, onChange }: ReferenceValueProps) {
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 150)
  const keys = (Array.isArray(value) ? value : [value]).filter(
    (key): key is string => typeof key === 'string' && key !== '',
  )
  const chosen = useQueries({ queries: keys.map((key) => referenceQuery(resource, key)) })
  const known = chosen.map(({ data }, place) => ({
    value: keys[place] ?? '',
    label: (data && titleOf(resource, data)) || (keys[place] ?? ''),
  }))
  const isChosenTitle = known.some(({ label }) => label === asked)
  const { data } = useQuery({
    ...referenceChoices(resource, isChosenTitle ? '' : asked),
    placeholderData: keepPreviousData,
  })
  const found = (data?.rows ?? []).map((row) => ({ value: keyOfRow(resource, row), label: titleOf(resource, row) }))
  const shared = {
    'aria-label': words.value,
    placeholder: keys.length ? '' : words.value,
    searchable: true,
    searchValue: search,
    onSearchChange: setSearch,
    data: [...known, ...found.filter((one) => !keys.includes(one.value))],
    nothingFoundMessage: words.nothingFound,
    maxDropdownHeight: 280,
  } as const
  return isMany ? (
    <MultiSelect
      {...shared}
      classNames={{ inputField: styles.search ?? '' }}
      value={keys}
      onChange={onChange}
      hidePickedOptions
      filter={({ options }) => options}
    />
  ) : (
    <Select {...shared} value={keys[0] ?? null} onChange={onChange} filter={({ options }) => options} />
  )
}
