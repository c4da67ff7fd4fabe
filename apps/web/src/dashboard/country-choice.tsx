import { Button } from '@mantine/core'
import { IconSelector, IconWorld } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { rowQuery } from '../api/rows.ts'
import { type Offered, RowPicker } from '../tree/row-picker.tsx'
import { words } from './words.ts'

const countries: Offered = {
  resource: 'country',
  keyField: 'code',
  titleField: 'name',
  hintField: 'code',
  filter: { field: 'isActive', op: 'eq', value: true },
}

interface CountryChoiceProps {
  readonly value: string | undefined
  readonly onChange: (country: string | undefined) => void
}

/** One country, or all of them. */
export function CountryChoice({ value, onChange }: CountryChoiceProps) {
  const { data } = useQuery({
    ...rowQuery('country', value ?? ''),
    enabled: value !== undefined,
    staleTime: 10 * 60_000,
  })
  const name = value === undefined ? words.allCountries : (data?.name ?? value)
  return (
    <RowPicker
      offered={countries}
      label={words.findCountry}
      value={value ?? null}
      none={{ label: words.allCountries, icon: IconWorld }}
      onPick={(picked) => onChange(picked ?? undefined)}
    >
      {(toggle) => (
        <Button
          variant="default"
          leftSection={<IconWorld size={16} />}
          rightSection={<IconSelector size={16} />}
          aria-label={`${words.country}: ${name}`}
          onClick={toggle}
        >
          {name}
        </Button>
      )}
    </RowPicker>
  )
}
