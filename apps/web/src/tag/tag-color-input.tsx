import { ColorInput } from '@mantine/core'
import type { FieldInputProps } from '../resource/field-input.tsx'
import { words } from './words.ts'

/** Colours that can be told from each other, and read beside text in light and dark. */
const swatches = [
  '#d64545',
  '#e07b39',
  '#c99a1e',
  '#4c9a52',
  '#1f9d8f',
  '#3b82c4',
  '#4f5bd5',
  '#8e5bd0',
  '#c2549b',
  '#7a6a5a',
  '#6b7280',
]

/** A colour from the palette, or any other by its code. */
export function TagColorInput({ value, error, onChange }: FieldInputProps) {
  return (
    <ColorInput
      label={words.color}
      description={words.colorHint}
      error={error}
      value={String(value ?? '')}
      onChange={onChange}
      format="hex"
      swatches={swatches}
      swatchesPerRow={11}
      withPicker={false}
      closeOnColorSwatchClick
      popoverProps={{ withinPortal: true }}
    />
  )
}
