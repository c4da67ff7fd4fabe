import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { formatClockIn } from '../ui/format.ts'
import { words } from './words.ts'

interface TimezoneSelectProps {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (timezone: string) => void
}

const mostShown = 50

/** Every zone the browser knows, by its city. */
export function TimezoneSelect({ value, error, onChange }: TimezoneSelectProps) {
  const known = useMemo(() => new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]), [])
  const offered = useMemo(
    () => [...new Set([value, ...known])].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    [known, value],
  )
  return (
    <Select
      label={words.timezone}
      description={known.has(value) && words.timeThere(formatClockIn(new Date(), value))}
      searchable
      allowDeselect={false}
      limit={mostShown}
      data={offered}
      value={value}
      error={error}
      nothingFoundMessage={words.nothingFound}
      onChange={(zone) => zone && onChange(zone)}
    />
  )
}
