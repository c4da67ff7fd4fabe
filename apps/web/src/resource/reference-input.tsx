import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { keyOfRow, referenceChoices, referenceQuery, titleOf } from './references.ts'
import { words } from './words.ts'

interface ReferenceInputProps {
  readonly resource: string
  readonly label: ReactNode
  readonly value: string | null
  readonly isRequired: boolean
  readonly isFirst: boolean
  readonly error: string | undefined
  readonly onChange: (value: string | null) => void
}

/** Finds the row to point to by its name, however many there are. */
export function ReferenceInput({ resource, label, value, isRequired, isFirst, error, onChange }: ReferenceInputProps) {
  const [search, setSearch] = useState('')
  const [debounced] = useDebouncedValue(search.trim(), 150)
  const { data: chosen } = useQuery({ ...referenceQuery(resource, value ?? ''), enabled: value !== null })
  const chosenTitle = chosen ? titleOf(resource, chosen) : ''
  const asked = debounced === chosenTitle ? '' : debounced
  const { data } = useQuery({ ...referenceChoices(resource, asked), placeholderData: keepPreviousData })
  const rows = data?.rows ?? []
  const choices = rows.map((row) => ({ value: keyOfRow(resource, row), label: titleOf(resource, row) }))
  const isChosenMissing = value !== null && !choices.some((choice) => choice.value === value)
  return (
    <Select
      label={label}
      placeholder={words.choose}
      required={isRequired}
      withAsterisk={false}
      data-autofocus={isFirst || undefined}
      searchable
      clearable={!isRequired}
      value={value}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      // The server has searched already.
      filter={({ options }) => options}
      data={isChosenMissing ? [{ value: value ?? '', label: chosenTitle || (value ?? '') }, ...choices] : choices}
      nothingFoundMessage={words.nothingFound}
      error={error}
      maxDropdownHeight={280}
    />
  )
}
