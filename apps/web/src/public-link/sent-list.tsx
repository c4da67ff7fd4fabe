import { IconButton } from '@groundwork/react/parts'
import {
  type Icon,
  IconAlertCircle,
  IconBan,
  IconCircleCheck,
  IconFile,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import { formatBytes, formatNumber } from '../ui/format.ts'
import { canCancel, canPause, canResume, canRetry, type UploadItem, type UploadStage } from '../upload/upload-item.ts'
import type { LinkUploads } from './link-uploads.ts'
import own from './send-page.module.css'
import { words } from './words.ts'

interface SentListProps {
  readonly items: readonly UploadItem[]
  readonly uploads: LinkUploads
  /** The link takes nothing more. */
  readonly isOver: boolean
}

/** What moves and what went wrong stands in front: of thousands so many lines say enough. */
const mostShown = 200

/** How each file fares. */
export function SentList({ items, ...rest }: SentListProps) {
  const others = items.length - mostShown
  return (
    <>
      <ul className={own.list} aria-label={words.files}>
        {items.slice(0, mostShown).map((item) => (
          <SentFile key={item.id} item={item} {...rest} />
        ))}
      </ul>
      {others > 0 && <p className={own.others}>{words.others(formatNumber(others))}</p>}
    </>
  )
}

const icons: Partial<Record<UploadStage, Icon>> = {
  available: IconCircleCheck,
  refused: IconBan,
  failed: IconAlertCircle,
}

function SentFile({ item, uploads, isOver }: Omit<SentListProps, 'items'> & { readonly item: UploadItem }) {
  const { id, name, path, bytes, sent, stage, reason } = item
  const StageIcon = icons[stage] ?? IconFile
  const isOnItsWay = stage === 'sending' || ((stage === 'waiting' || stage === 'paused') && sent > 0)
  const share = Math.round((sent / Math.max(1, bytes)) * 100)
  return (
    <li className={own.file} data-stage={stage}>
      <StageIcon size={20} stroke={1.5} aria-hidden />
      <span className={own.what}>
        <span className={own.name} title={path ? `${path}/${name}` : name}>
          {path && <span className={own.path}>{path}/</span>}
          <span className={own.own}>{name}</span>
        </span>
        {isOnItsWay && (
          <span
            className={own.bar}
            role="progressbar"
            aria-label={name}
            aria-valuenow={share}
            data-still={stage !== 'sending' || undefined}
          >
            <span style={{ width: `${share}%` }} />
          </span>
        )}
        <span className={own.state}>
          {words.stages[stage]} · {isOnItsWay && `${formatBytes(sent)} / `}
          {formatBytes(bytes)}
          {reason && <span className={own.reason}>{reason}</span>}
        </span>
      </span>
      {!isOver && (
        <span className={own.buttons}>
          <StepButton item={item} uploads={uploads} />
          {canCancel(item) && (
            <IconButton label={words.cancelOne(name)} onClick={() => uploads.cancel(id)}>
              <IconX size={16} />
            </IconButton>
          )}
        </span>
      )}
    </li>
  )
}

/** One button whatever it does next: who pauses by the keyboard goes on with the same key. */
function StepButton({ item, uploads }: Pick<SentListProps, 'uploads'> & { readonly item: UploadItem }) {
  const step = stepOf(item, uploads)
  if (!step) return null
  const { icon: StepIcon, label, take } = step
  return (
    <IconButton label={label} onClick={() => take(item.id)}>
      <StepIcon size={16} />
    </IconButton>
  )
}

function stepOf(item: UploadItem, { pause, resume, retry }: LinkUploads) {
  const { name, stage } = item
  if (stage === 'sending' && canPause(item)) return { icon: IconPlayerPause, label: words.pauseOne(name), take: pause }
  if (canResume(item)) return { icon: IconPlayerPlay, label: words.resumeOne(name), take: resume }
  return canRetry(item) ? { icon: IconRefresh, label: words.retryOne(name), take: retry } : null
}
