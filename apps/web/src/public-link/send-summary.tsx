import { Button } from '@groundwork/react/parts'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { formatBytes } from '../ui/format.ts'
import type { UploadSnapshot } from '../upload/upload-queue.ts'
import type { LinkUploads } from './link-uploads.ts'
import own from './send-page.module.css'
import { words } from './words.ts'

interface SendSummaryProps {
  readonly snapshot: UploadSnapshot
  readonly uploads: LinkUploads
  /** The link takes nothing more. */
  readonly isOver: boolean
  /** More of what was chosen is to come. */
  readonly isReading: boolean
}

/** How far all of it is, and what can be done about it. */
export function SendSummary({ snapshot, uploads, isOver, isReading }: SendSummaryProps) {
  const { summary, speed, secondsLeft } = snapshot
  const { counts, sentBytes, totalBytes, isActive } = summary
  const { waiting, sending, paused, failed, available } = counts
  const isSending = waiting + sending > 0
  const done = isActive || isReading || !available ? undefined : available < summary.total ? 'partly' : 'all'
  const share = Math.round((sentBytes / Math.max(1, totalBytes)) * 100)
  const numbers = [
    words.amount(formatBytes(sentBytes), formatBytes(totalBytes)),
    isSending && speed !== null && words.speed(formatBytes(speed)),
    isSending && secondsLeft !== null && words.timeLeft(secondsLeft),
  ]
  return (
    <header className={own.summary} data-done={done}>
      {done === 'all' && <IconCircleCheck size={24} aria-hidden />}
      {done === 'partly' && <IconAlertCircle size={24} aria-hidden />}
      <div className={own.told}>
        <strong>{words.headline(summary)}</strong>
        {isActive && <span className={own.numbers}>{numbers.filter(Boolean).join(' · ')}</span>}
        {!isActive && <span className={own.numbers}>{isReading ? words.reading : words.afterwards(summary)}</span>}
      </div>
      <div className={own.actions}>
        {failed > 0 && !isOver && <Button onClick={uploads.retryAll}>{words.retryAll}</Button>}
        {paused > 0 && !isOver && <Button onClick={uploads.resumeAll}>{words.resumeAll}</Button>}
        {isSending && <Button onClick={uploads.pauseAll}>{words.pauseAll}</Button>}
      </div>
      {isActive && (
        <div
          className={own.bar}
          role="progressbar"
          aria-label={words.progress}
          aria-valuenow={share}
          data-still={!isSending || undefined}
        >
          <span style={{ width: `${share}%` }} />
        </div>
      )}
    </header>
  )
}
