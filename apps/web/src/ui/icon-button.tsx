import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core'
import type { ComponentPropsWithRef, ReactNode } from 'react'

interface IconButtonProps extends ActionIconProps, Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps> {
  /** Said by screen readers and shown on hover. */
  readonly label: string
  /** A key that does the same, shown with the label. */
  readonly hotkey?: string
  readonly children: ReactNode
}

/** A button that is only an icon never comes without a label. */
export function IconButton({ label, hotkey, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={hotkey ? `${label} (${hotkey})` : label}>
      <ActionIcon aria-label={label} {...rest}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
