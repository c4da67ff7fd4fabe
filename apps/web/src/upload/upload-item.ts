import type { FileState } from '@groundwork/domain'
import type { AttachedTo } from './offer-files.ts'

/** Where one file of the tray stands. `checking` is the server's part: storing, scanning, previews. */
export type UploadStage =
  | 'waiting'
  | 'sending'
  | 'checking'
  | 'available'
  | 'refused'
  | 'unscannable'
  | 'failed'
  | 'cancelled'

/** Each arrow that exists. `failed` and `cancelled` may be tried again; a refusal stands. */
export const uploadFlow = {
  waiting: ['sending', 'refused', 'failed', 'cancelled'],
  sending: ['waiting', 'checking', 'refused', 'failed', 'cancelled'],
  checking: ['available', 'refused', 'unscannable', 'failed'],
  available: [],
  refused: [],
  unscannable: ['checking', 'available', 'refused'],
  failed: ['waiting'],
  cancelled: ['waiting'],
} as const satisfies Record<UploadStage, readonly UploadStage[]>

export interface UploadItem {
  readonly id: string
  readonly name: string
  /** The folder it was dropped with, `Photos/2026`; empty for a file on its own. */
  readonly folder: string
  readonly bytes: number
  readonly organization: string
  /** The record it is added to, where it is one's. */
  readonly attachedTo?: AttachedTo
  readonly stage: UploadStage
  readonly sent: number
  /** How often sending was begun. */
  readonly attempts: number
  /** The row on the server, once there is one. */
  readonly fileId?: string
  /** For people: why it was refused, failed or waits. */
  readonly reason?: string
  /** What to quote when reporting a problem. */
  readonly requestId?: string
}

export type UploadEvent =
  | { readonly type: 'started' }
  | { readonly type: 'progressed'; readonly sent: number }
  | { readonly type: 'stored'; readonly fileId: string }
  | { readonly type: 'judged'; readonly status: FileState; readonly reason?: string }
  | { readonly type: 'held'; readonly reason: string }
  | { readonly type: 'refused' | 'failed'; readonly reason: string; readonly requestId?: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'retried' }

/** One step of one file. An event that does not fit the stage changes nothing: answers may come late or twice. */
export function advance(item: UploadItem, event: UploadEvent): UploadItem {
  if (event.type === 'progressed') {
    return item.stage === 'sending' ? { ...item, sent: Math.min(Math.max(event.sent, item.sent), item.bytes) } : item
  }
  const stage = stageAfter(event)
  if (stage === null || !(uploadFlow[item.stage] as readonly UploadStage[]).includes(stage)) return item
  const { reason: _reason, requestId: _requestId, ...kept } = item
  return { ...kept, stage, ...effectsOf(item, event) }
}

function stageAfter(event: Exclude<UploadEvent, { type: 'progressed' }>): UploadStage | null {
  if (event.type === 'judged') return judgement[event.status]
  return (
    {
      started: 'sending',
      stored: 'checking',
      held: 'waiting',
      retried: 'waiting',
      refused: 'refused',
      failed: 'failed',
      cancelled: 'cancelled',
    } as const
  )[event.type]
}

/** What a state of the stored file means for the tray; null where it says nothing new. */
const judgement: Record<FileState, UploadStage | null> = {
  pending: null,
  receiving: null,
  stored: null,
  scanning: null,
  available: 'available',
  quarantined: 'refused',
  unscannable: 'unscannable',
  failed: 'failed',
  purged: null,
}

function effectsOf(item: UploadItem, event: UploadEvent): Partial<UploadItem> {
  switch (event.type) {
    case 'started':
      return { attempts: item.attempts + 1, sent: 0 }
    case 'stored':
      return { sent: item.bytes, fileId: event.fileId }
    case 'retried':
      return { sent: 0, attempts: 0 }
    case 'held':
      return { sent: 0, reason: event.reason }
    case 'judged':
      return event.reason ? { reason: event.reason } : {}
    case 'refused':
    case 'failed':
      return { reason: event.reason, ...(event.requestId && { requestId: event.requestId }) }
    default:
      return {}
  }
}

/** Nothing more will happen to it by itself. */
export const isSettled = ({ stage }: Pick<UploadItem, 'stage'>): boolean =>
  stage !== 'waiting' && stage !== 'sending' && stage !== 'checking'

export const canCancel = ({ stage }: Pick<UploadItem, 'stage'>): boolean => stage === 'waiting' || stage === 'sending'
export const canRetry = ({ stage }: Pick<UploadItem, 'stage'>): boolean => stage === 'failed' || stage === 'cancelled'
