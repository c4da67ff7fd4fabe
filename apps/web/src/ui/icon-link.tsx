import { ActionIcon, type ActionIconProps, type ElementProps, Tooltip } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

interface IconAnchorProps extends ActionIconProps, ElementProps<'a', keyof ActionIconProps> {
  /** Said by screen readers and shown on hover. */
  readonly label: string
}

const IconAnchor = ({ label, ...rest }: IconAnchorProps) => (
  <Tooltip label={label}>
    <ActionIcon component="a" aria-label={label} {...rest} />
  </Tooltip>
)

/** A link that is only an icon never comes without a label. */
export const IconLink = createLink(IconAnchor)
