import { Button, Radio, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { rangeOf, rangeText } from '../ui/range.ts'
import { datePresets } from './date-range.ts'
import { words } from './words.ts'

interface DatePanelProps {
  readonly date: string | undefined
  readonly onChange: (date: string | undefined) => void
  readonly onDone: () => void
}

export function DatePanel({ date, onChange, onDone }: DatePanelProps) {
  const { from, to } = date?.includes('..') ? rangeOf(date) : {}

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    onChange(rangeText(String(fields.get('from')) || undefined, String(fields.get('to')) || undefined))
    onDone()
  }

  return (
    <>
      <Radio
        size="xs"
        name="date"
        label={words.anyDate}
        styles={{ label: { fontSize: 14 } }}
        checked={date === undefined}
        onChange={() => onChange(undefined)}
      />
      {datePresets.map((preset) => (
        <Radio
          key={preset}
          size="xs"
          name="date"
          label={words.dates[preset]}
          styles={{ label: { fontSize: 14 } }}
          checked={preset === date}
          onChange={() => onChange(preset)}
        />
      ))}
      <form onSubmit={submit} style={{ display: 'grid', gap: 8 }}>
        <TextInput name="from" type="date" label={words.dateFrom} defaultValue={from ?? ''} />
        <TextInput name="to" type="date" label={words.dateTo} defaultValue={to ?? ''} />
        <Button type="submit" variant="default">
          {words.apply}
        </Button>
      </form>
    </>
  )
}
