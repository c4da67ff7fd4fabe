import { toGroundworkError } from '@groundwork/client'
import { words } from '../words.ts'
import { Button } from './button.tsx'
import styles from './problem-note.module.css'
import { problemWords } from './problem-words.ts'

interface ProblemNoteProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What happened, what was kept, what to do, and what to quote when reporting it. */
export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
  if (!error) return null
  const { code, detail, requestId } = toGroundworkError(error)
  const { title, hint } = problemWords[code]
  return (
    <div role="alert" className={styles.note}>
      <strong>{title}</strong>
      {code === 'internal' || code === 'unreachable' ? hint : `${detail}. ${hint}`}
      {requestId && (
        <div className={styles.id}>
          {words.requestId} {requestId}
        </div>
      )}
      {onRetry && <Button onClick={onRetry}>{words.retry}</Button>}
    </div>
  )
}
