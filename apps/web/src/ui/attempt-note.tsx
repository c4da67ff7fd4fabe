import { toGroundworkError } from '@groundwork/client'
import { Alert } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { formatDuration } from './format.ts'
import { ProblemNote } from './problem.tsx'
import { words } from './words.ts'

/** Why an attempt with a password or a code did not count; where attempts are slowed down, how long to wait. */
export function AttemptNote({ error }: { error: unknown }) {
  const seconds = waitSecondsOf(error)
  return seconds === null ? <ProblemNote error={error} /> : <WaitNote key={String(error)} seconds={seconds} />
}

/** Said once, and again when the wait is over: a counting clock would be read out each second. */
function WaitNote({ seconds }: { seconds: number }) {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    setIsOver(false)
    const timer = window.setTimeout(() => setIsOver(true), seconds * 1000)
    return () => window.clearTimeout(timer)
  }, [seconds])
  return (
    <Alert
      role="alert"
      color={isOver ? 'accent' : 'red'}
      variant="light"
      p="sm"
      title={isOver ? words.waitOver : words.tooManyAttempts}
      icon={<IconClock size={16} />}
    >
      {!isOver && `${words.tryAgainIn(formatDuration(seconds))}. ${words.tooManyHint}`}
    </Alert>
  )
}

function waitSecondsOf(error: unknown): number | null {
  if (!error) return null
  const { code, details } = toGroundworkError(error)
  return code === 'rate_limited' && typeof details.retryAfterSeconds === 'number' ? details.retryAfterSeconds : null
}
