import { Button, type ButtonProps, type ElementProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

interface ButtonAnchorProps extends ButtonProps, ElementProps<'a', keyof ButtonProps> {}

const ButtonAnchor = (props: ButtonAnchorProps) => <Button component="a" {...props} />

/** Looks like a button, and leads somewhere: opens in a new tab like any other link. */
export const ButtonLink = createLink(ButtonAnchor)
