import { unitTypes } from '@groundwork/domain'
import { Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSwitchVertical } from '@tabler/icons-react'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { apiOf } from '../api/rows.ts'
import { typedDecimal } from '../resource/typed-decimal.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import styles from './unit-converter.module.css'
import { words } from './words.ts'

/** Those with a factor: the others convert to nothing. */
const convertible = queryOptions({
  queryKey: ['unitOfMeasure', 'convertible'] as const,
  queryFn: ({ signal }) =>
    apiOf('unitOfMeasure').list(
      { limit: 200, orderBy: ['name'], filter: { field: 'isActive', op: 'eq', value: true } },
      { signal },
    ),
  select: ({ rows }) => rows.filter(({ factor }) => factor !== null),
  staleTime: 10 * 60_000,
})

const conversion = (value: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['unitOfMeasure', 'convert', value, from, to] as const,
    queryFn: ({ signal }) => gw.unitOfMeasure.convert({ value, from, to }, { signal }),
    staleTime: 10 * 60_000,
  })

/** Asks the server, which reckons exactly: the same answer that everything else gets. */
export function UnitConverter() {
  const { data: units = [] } = useQuery(convertible)
  const [value, setValue] = useState('1')
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [asked] = useDebouncedValue(typedDecimal(value), 200)
  const typeOf = (code: string | null) => units.find((unit) => unit.code === code)?.uomType
  const isComplete = from !== null && to !== null && asked !== ''
  const { data, error } = useQuery({
    ...conversion(asked, from ?? '', to ?? ''),
    enabled: isComplete,
    placeholderData: keepPreviousData,
  })
  const targets = from ? units.filter(({ uomType }) => uomType === typeOf(from)) : units
  const choices = (some: typeof units) =>
    unitTypes.map((group) => ({
      group,
      items: some
        .filter(({ uomType }) => uomType === group)
        .map(({ code, name, symbol }) => ({ value: code, label: symbol ? `${name} (${symbol})` : name })),
    }))
  const symbol = units.find(({ code }) => code === to)?.symbol ?? ''

  return (
    <Stack gap={12}>
      <TextInput
        label={words.value}
        inputMode="decimal"
        className="tabular"
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
        data-autofocus
      />
      <Select
        label={words.from}
        data={choices(units)}
        value={from}
        searchable
        onChange={(code) => {
          setFrom(code)
          if (typeOf(code) !== typeOf(to)) setTo(null)
        }}
      />
      <div className={styles.to}>
        <Select label={words.to} data={choices(targets)} value={to} searchable onChange={setTo} />
        <IconButton
          label={words.swap}
          size={34}
          disabled={!from || !to}
          onClick={() => {
            setFrom(to)
            setTo(from)
          }}
        >
          <IconSwitchVertical size={16} />
        </IconButton>
      </div>
      {isComplete ? <ProblemNote error={error} /> : <p className={styles.hint}>{words.chooseBoth}</p>}
      {isComplete && data && !error && (
        <output className={styles.result} aria-label={words.result}>
          <strong className="tabular">{data.value}</strong> {symbol}
          <span className={styles.hint}>{words.exact}</span>
        </output>
      )}
    </Stack>
  )
}
