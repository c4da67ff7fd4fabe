import { Button } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'

interface ChooserButtonProps {
  /** What is chosen now, or that something should be. */
  readonly children: string
  /** Where no text beside it says what is chosen here. */
  readonly label?: string
  /** Takes the focus of the dialog it is in. */
  readonly isFirst?: boolean
  readonly onClick: () => void
}

/** As wide as a field, and opens a picker. */
export function ChooserButton({ children, label, isFirst, onClick }: ChooserButtonProps) {
  return (
    <Button
      variant="default"
      fullWidth
      justify="space-between"
      rightSection={<IconSelector size={16} />}
      aria-label={label}
      data-autofocus={isFirst || undefined}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
