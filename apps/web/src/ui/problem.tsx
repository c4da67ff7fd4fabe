import { toGroundworkError } from '@groundwork/client'
import { problemWords } from '@groundwork/react/parts'
import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { EmptyState } from './empty-state.tsx'
import styles from './problem.module.css'
import { words } from './words.ts'

interface ProblemProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** In the place of what could not be shown: what happened, what to do, and what to quote when reporting it. */
export function Problem({ error, onRetry }: ProblemProps) {
  const { code, detail, requestId } = toGroundworkError(error)
  const { title, hint } = problemWords[code]
  return (
    <div role="alert" className={styles.problem}>
      <EmptyState
        icon={IconAlertTriangle}
        tone="bad"
        title={title}
        hint={
          <>
            {code !== 'internal' && code !== 'unreachable' && <p>{detail}.</p>}
            <p>{hint}</p>
            <RequestId id={requestId} />
          </>
        }
        action={
          onRetry && (
            <Button variant="default" onClick={onRetry}>
              {words.retry}
            </Button>
          )
        }
      />
    </div>
  )
}

/** The same in a form or dialog, above what was entered. */
export function ProblemNote({ error }: { error: unknown }) {
  if (!error) return null
  const { code, detail, requestId } = toGroundworkError(error)
  const { title, hint } = problemWords[code]
  return (
    <Alert role="alert" color="red" variant="light" title={title} icon={<IconAlertTriangle size={16} />} p="sm">
      {code === 'internal' || code === 'unreachable' ? hint : `${detail}. ${hint}`}
      <RequestId id={requestId} />
    </Alert>
  )
}

function RequestId({ id }: { id: string | undefined }) {
  if (!id) return null
  return (
    <p className="mono" style={{ marginTop: 8, color: 'var(--gw-text-faint)' }}>
      {words.requestId} {id}
    </p>
  )
}
