import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type RowNamed, rowQuery } from '../api/rows.ts'
import { referenceChoices } from '../resource/references.ts'
import { nameOf } from '../session/me.ts'
import { words } from './words.ts'

interface ManagerSelectProps {
  /** Nobody is their own manager. */
  readonly self: string
  readonly value: string | null
  readonly error: string | undefined
  readonly onChange: (manager: string | null) => void
}

type UserRow = RowNamed<'user'>

/** Somebody among the people one may see. */
export function ManagerSelect({ self, value, error, onChange }: ManagerSelectProps) {
  const [search, setSearch] = useState('')
  const [debounced] = useDebouncedValue(search.trim(), 150)
  const chosen = useQuery({ ...rowQuery('user', value ?? ''), enabled: value !== null, retry: false })
  const chosenName = chosen.data ? labelOf(chosen.data) : words.unseenPerson
  const { data } = useQuery({
    ...referenceChoices('user', debounced === chosenName ? '' : debounced),
    placeholderData: keepPreviousData,
  })
  const people = ((data?.rows ?? []) as readonly UserRow[]).filter(({ id }) => id !== self)
  const choices = people.map((person) => ({ value: person.id, label: labelOf(person) }))
  const isMissing = value !== null && !choices.some((choice) => choice.value === value)
  return (
    <Select
      label={words.manager}
      placeholder={words.nobody}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.clearManager }}
      searchValue={search}
      onSearchChange={setSearch}
      // The server has searched already.
      filter={({ options }) => options}
      data={isMissing ? [{ value, label: chosenName }, ...choices] : choices}
      value={value}
      error={error}
      nothingFoundMessage={words.nobodyFound}
      onChange={onChange}
    />
  )
}

const labelOf = (person: UserRow): string => {
  const name = nameOf(person)
  return name === person.username ? name : `${name} (${person.username})`
}
