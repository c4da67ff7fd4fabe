import { Button, Radio, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { rangeOf, rangeText } from '../ui/range.ts'
import { words } from './words.ts'

const MB = 1024 * 1024
const presets = [
  ['', words.anySize],
  [`..${MB}`, words.sizeUpTo],
  [`${MB}..${10 * MB}`, words.sizeMiddle],
  [`${10 * MB}..${100 * MB}`, words.sizeLarge],
  [`${100 * MB}..`, words.sizeHuge],
] as const

interface SizePanelProps {
  readonly size: string | undefined
  readonly onChange: (size: string | undefined) => void
  readonly onDone: () => void
}

export function SizePanel({ size = '', onChange, onDone }: SizePanelProps) {
  const { from, to } = rangeOf(size)
  const isCustom = !presets.some(([value]) => value === size)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    onChange(rangeText(bytesOf(fields.get('least')), bytesOf(fields.get('most'))))
    onDone()
  }

  return (
    <>
      {presets.map(([value, label]) => (
        <Radio
          key={value}
          size="xs"
          name="size"
          label={label}
          styles={{ label: { fontSize: 14 } }}
          checked={value === size}
          onChange={() => onChange(value || undefined)}
        />
      ))}
      <form onSubmit={submit} style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8 }}>
        <TextInput
          name="least"
          label={words.sizeLeast}
          inputMode="decimal"
          defaultValue={isCustom && from ? String(Number(from) / MB) : ''}
        />
        <TextInput
          name="most"
          label={words.sizeMost}
          inputMode="decimal"
          defaultValue={isCustom && to ? String(Number(to) / MB) : ''}
        />
        <Button type="submit" variant="default" style={{ gridColumn: '1 / -1' }}>
          {words.apply}
        </Button>
      </form>
    </>
  )
}

/** Megabytes as typed, with point or comma. */
function bytesOf(typed: FormDataEntryValue | null): number | undefined {
  const amount = Number.parseFloat(String(typed).replace(',', '.'))
  return Number.isFinite(amount) && amount >= 0 ? Math.round(amount * MB) : undefined
}
