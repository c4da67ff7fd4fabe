import { Autocomplete, Button, Select, TextInput } from '@mantine/core'
import { IconMapPin, IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormErrors } from '../resource/form-errors.ts'
import type { AnyRow } from '../resource/record-types.ts'
import styles from './address-input.module.css'
import { countryChoices } from './countries.ts'
import { subdivisionsOf } from './subdivisions.ts'
import { words } from './words.ts'

/** Only the country has to be known. */
export const emptyAddress: AnyRow = { country: '' }

interface AddressInputProps {
  /** Which address it is, for those who do not see where it stands. */
  readonly label: string
  readonly value: AnyRow | null
  readonly error: string | undefined
  readonly errors: FormErrors
  /** Whether there may be none. */
  readonly isOptional: boolean
  readonly onChange: (value: AnyRow | null, at?: string) => void
}

type TextMember = 'streetAddress1' | 'streetAddress2' | 'postalCode' | 'city'

/** A postal address, in the order in which most people write one. */
export function AddressInput({ label, value, error, errors, isOptional, onChange }: AddressInputProps) {
  const country = typeof value?.country === 'string' ? value.country : ''
  const { data: subdivisions } = useQuery({ ...subdivisionsOf(country), enabled: country !== '' })
  const [isPlaced, setIsPlaced] = useState(false)
  if (!value) {
    return (
      <>
        {error && <p className={styles.error}>{error}</p>}
        <Button
          size="compact-sm"
          variant="subtle"
          ml={-8}
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange(emptyAddress)}
        >
          {words.addAddress}
        </Button>
      </>
    )
  }

  const set = (member: string, next: unknown) => onChange({ ...value, [member]: next }, member)
  const text = (member: TextMember) => (
    <TextInput
      label={words[member]}
      value={String(value[member] ?? '')}
      error={errors[member]}
      onChange={({ currentTarget }) => set(member, currentTarget.value)}
    />
  )
  const degrees = (member: 'latitude' | 'longitude') => (
    <TextInput
      label={words[member]}
      inputMode="decimal"
      className="tabular"
      value={String(value[member] ?? '')}
      error={errors[member]}
      onChange={({ currentTarget }) => set(member, degreesTyped(currentTarget.value))}
    />
  )
  const isCoordinates =
    isPlaced || isGiven(value.latitude) || isGiven(value.longitude) || errors.latitude || errors.longitude

  return (
    <fieldset className={styles.address} aria-label={label}>
      {error && <p className={styles.error}>{error}</p>}
      <div className={styles.street}>{text('streetAddress1')}</div>
      <div className={styles.street}>{text('streetAddress2')}</div>
      {text('postalCode')}
      {text('city')}
      <Autocomplete
        label={words.stateProvince}
        data={subdivisions ?? []}
        limit={12}
        value={String(value.stateProvince ?? '')}
        error={errors.stateProvince}
        onChange={(next) => set('stateProvince', next)}
      />
      <Select
        label={words.country}
        searchable
        data={countryChoices()}
        limit={60}
        value={country || null}
        error={errors.country}
        nothingFoundMessage={words.noCountry}
        onChange={(next) => set('country', next ?? '')}
        allowDeselect={false}
      />
      {isCoordinates && degrees('latitude')}
      {isCoordinates && degrees('longitude')}
      <div className={styles.foot}>
        {!isCoordinates && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconMapPin size={14} />}
            onClick={() => setIsPlaced(true)}
          >
            {words.addCoordinates}
          </Button>
        )}
        {isOptional && (
          <Button size="compact-xs" variant="subtle" leftSection={<IconX size={14} />} onClick={() => onChange(null)}>
            {words.removeAddress}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

const isGiven = (value: unknown) => value !== null && value !== undefined

/** What is no number stays text, so that it can be said what is wrong with it. */
function degreesTyped(typed: string): number | string | null {
  if (typed.trim() === '') return null
  const number = Number(typed)
  return /\d$/.test(typed) && Number.isFinite(number) ? number : typed
}
