import { TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { typedDecimal } from '../resource/typed-decimal.ts'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './tax-calculator.module.css'
import type { TaxLine } from './tax-question.ts'
import { words } from './words.ts'

interface TaxLineFieldsProps {
  readonly line: TaxLine
  readonly place: number
  readonly onChange: (line: TaxLine) => void
  readonly onRemove: (() => void) | undefined
}

/** What is sold on one line. */
export function TaxLineFields({ line, place, onChange, onRemove }: TaxLineFieldsProps) {
  return (
    <fieldset className={styles.line} aria-label={words.line(place)}>
      <TextInput
        label={words.amount}
        inputMode="decimal"
        className="tabular"
        value={line.amount}
        onChange={({ currentTarget }) => onChange({ ...line, amount: typedDecimal(currentTarget.value.trim()) })}
      />
      <TextInput
        label={words.quantity}
        inputMode="decimal"
        className="tabular"
        value={line.quantity}
        onChange={({ currentTarget }) => onChange({ ...line, quantity: typedDecimal(currentTarget.value.trim()) })}
      />
      <div className={styles.category}>
        <ReferenceInput
          resource="taxCategory"
          label={words.category}
          value={line.taxCategory}
          isRequired={false}
          isFirst={false}
          error={undefined}
          onChange={(taxCategory) => onChange({ ...line, taxCategory })}
        />
      </div>
      {onRemove && (
        <IconButton label={words.removeLine(place)} size={34} onClick={onRemove}>
          <IconX size={16} />
        </IconButton>
      )}
    </fieldset>
  )
}
