import { NumberInput } from '@mantine/core'
import { words } from './words.ts'

interface DaysInputProps {
  readonly label: string
  /** Undefined: nothing said, the standard holds. */
  readonly value: number | undefined
  readonly standard: number
  readonly max: number
  readonly isReadOnly: boolean
  readonly onChange: (value: number | undefined) => void
}

/** A whole number, or nothing: then what is usual holds, and is shown. */
export function DaysInput({ label, value, standard, max, isReadOnly, onChange }: DaysInputProps) {
  return (
    <NumberInput
      label={label}
      placeholder={`${words.standard}: ${standard}`}
      min={1}
      max={max}
      allowDecimal={false}
      value={value ?? ''}
      disabled={isReadOnly}
      onChange={(next) => onChange(next === '' ? undefined : Number(next))}
    />
  )
}
