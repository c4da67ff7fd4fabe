import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { words } from './words.ts'

interface JoinedProps {
  readonly organizationName: string
  readonly username: string
}

/** They are in; what is left is to sign in. */
export function Joined({ organizationName, username }: JoinedProps) {
  const outcome = useRef<HTMLParagraphElement>(null)

  useEffect(() => outcome.current?.focus(), [])

  return (
    <>
      <p ref={outcome} tabIndex={-1} style={{ outline: 'none' }}>
        <strong>{words.joinedTitle(organizationName)}</strong>
        <br />
        {words.joinedHint(username)}
      </p>
      <Button component={Link} to="/signin" fullWidth>
        {words.goOn}
      </Button>
    </>
  )
}
