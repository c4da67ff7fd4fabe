import { Button, type ButtonProps, type ElementProps } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import type { Ref } from 'react'

interface ChooserButtonProps extends ElementProps<'button', keyof ButtonProps> {
  readonly ref?: Ref<HTMLButtonElement>
  /** What is chosen now, or that something should be. */
  readonly children: string
  /** Where no text beside it says what is chosen here. */
  readonly label?: string
  /** Takes the focus of the dialog it is in. */
  readonly isFirst?: boolean
}

/** As wide as a field, and opens a picker, which gives it what a target needs. */
export function ChooserButton({ children, label, isFirst, ...target }: ChooserButtonProps) {
  return (
    <Button
      {...target}
      variant="default"
      fullWidth
      justify="space-between"
      rightSection={<IconSelector size={16} />}
      {...(label && { 'aria-label': label })}
      {...(isFirst && { 'data-autofocus': true })}
    >
      {children}
    </Button>
  )
}
