import { Checkbox } from '@mantine/core'

interface ChoicePanelProps<Value extends string> {
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly count?: number }[]
  readonly chosen: readonly Value[]
  readonly onChange: (chosen: Value[]) => void
}

/** Any number of a few choices. */
export function ChoicePanel<Value extends string>({ choices, chosen, onChange }: ChoicePanelProps<Value>) {
  return choices.map(({ value, label, count }) => (
    <Checkbox
      key={value}
      size="xs"
      checked={chosen.includes(value)}
      label={count === undefined ? label : `${label} (${count})`}
      styles={{ label: { fontSize: 14, overflowWrap: 'anywhere' } }}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
      }
    />
  ))
}
