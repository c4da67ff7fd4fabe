import type { FileState } from '@groundwork/domain'
import type { AttachedTo } from './offer-files.ts'

/**
 * Where one file of the tray stands. `checking` is the server's part: storing, scanning, previews. `interrupted` was begun before
 * the page was loaded again: the browser has forgotten the file, the server has kept what it got.
 */
export type UploadStage =
  | 'waiting'
  | 'sending'
  | 'paused'
  | 'interrupted'
  | 'checking'
  | 'available'
  | 'refused'
  | 'unscannable'
  | 'failed'
  | 'cancelled'

/** Each arrow that exists. `failed` and `cancelled` may be tried again; a refusal stands. */
export const uploadFlow = {
  waiting: ['sending', 'paused', 'refused', 'failed', 'cancelled'],
  sending: ['waiting', 'paused', 'checking', 'refused', 'failed', 'cancelled'],
  paused: ['waiting', 'cancelled'],
  interrupted: ['waiting', 'cancelled'],
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
  /** The folders it was dropped with, `Photos/2026`; empty for a file on its own. */
  readonly path: string
  /** The folder it goes into; null is the top. */
  readonly folder: string | null
  /** The file whose next version it becomes. */
  readonly replaces?: string
  readonly bytes: number
  /** With name and size it tells whether a file given again is the same one. */
  readonly lastModified: number
  readonly organization: string
  /** The record it is added to, where it is one's. */
  readonly attachedTo?: AttachedTo
  readonly stage: UploadStage
  readonly sent: number
  /** How often sending was begun without getting any further. */
  readonly attempts: number
  /** Where the server keeps what it got, for as long as that can be gone on with. */
  readonly session?: string
  /** The row on the server, once there is one. */
  readonly fileId?: string
  /** For people: why it was refused, failed or waits. */
  readonly reason?: string
  /** What to quote when reporting a problem. */
  readonly requestId?: string
}

/** Smaller files go in one request, which is quicker; these go on where they broke off. */
const resumableFrom = 2 * 1024 * 1024

export const isResumable = ({ bytes }: Pick<UploadItem, 'bytes'>): boolean => bytes >= resumableFrom

type Staged = Pick<UploadItem, 'stage'>
const among =
  (...stages: readonly UploadStage[]) =>
  ({ stage }: Staged): boolean =>
    stages.includes(stage)

export type UploadEvent =
  | { readonly type: 'started' }
  | { readonly type: 'begun'; readonly session: string }
  | { readonly type: 'progressed'; readonly sent: number }
  | { readonly type: 'stored'; readonly fileId: string }
  | { readonly type: 'judged'; readonly status: FileState; readonly reason?: string }
  | { readonly type: 'held'; readonly reason: string }
  | { readonly type: 'refused' | 'failed'; readonly reason: string; readonly requestId?: string }
  | { readonly type: 'paused' | 'resumed' | 'cancelled' | 'retried' }

/** One step of one file. An event that does not fit the stage changes nothing: answers may come late or twice. */
export function advance(item: UploadItem, event: UploadEvent): UploadItem {
  if (event.type === 'progressed') return item.stage === 'sending' ? progressed(item, event.sent) : item
  if (event.type === 'begun') return begun(item, event.session)
  const stage = stageAfter(event)
  if (stage === null || !(uploadFlow[item.stage] as readonly UploadStage[]).includes(stage)) return item
  const { reason: _reason, requestId: _requestId, session, ...kept } = item
  return {
    ...kept,
    stage,
    ...(session !== undefined && !withoutSession({ stage }) && { session }),
    ...effectsOf(item, event),
  }
}

function progressed(item: UploadItem, told: number): UploadItem {
  const sent = Math.min(Math.max(told, item.sent), item.bytes)
  // What the server keeps is not lost with the next break, so there is no reason to give up soon.
  return { ...item, sent, ...(item.session !== undefined && sent > item.sent && { attempts: 1 }) }
}

/** Another address than before: the server has kept nothing, all is sent again. */
const begun = (item: UploadItem, session: string): UploadItem =>
  item.session === session ? item : { ...item, session, ...(item.session !== undefined && { sent: 0 }) }

function stageAfter(event: Exclude<UploadEvent, { type: 'progressed' | 'begun' }>): UploadStage | null {
  if (event.type === 'judged') return judgement[event.status]
  return (
    {
      started: 'sending',
      stored: 'checking',
      held: 'waiting',
      retried: 'waiting',
      refused: 'refused',
      failed: 'failed',
      paused: 'paused',
      resumed: 'waiting',
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
  damaged: 'failed',
  purged: null,
}

function effectsOf(item: UploadItem, event: UploadEvent): Partial<UploadItem> {
  switch (event.type) {
    case 'started':
      return { attempts: item.attempts + 1, sent: keptOf(item) }
    case 'stored':
      return { sent: item.bytes, fileId: event.fileId }
    case 'retried':
    case 'resumed':
      return { sent: keptOf(item), attempts: 0 }
    case 'paused':
      return { sent: keptOf(item) }
    case 'held':
      return { sent: keptOf(item), reason: event.reason }
    case 'judged':
      return event.reason ? { reason: event.reason } : {}
    case 'refused':
    case 'failed':
      return { reason: event.reason, ...(event.requestId && { requestId: event.requestId }) }
    default:
      return {}
  }
}

/** From here on the server has nothing to go on with. */
const withoutSession = among('checking', 'refused', 'cancelled')

/** How much need not be sent again. */
const keptOf = ({ session, sent }: UploadItem) => (session === undefined ? 0 : sent)

/** It is over, for good or ill. */
export const isSettled = among('available', 'refused', 'unscannable', 'failed', 'cancelled')

/** What would have to begin anew is not paused while it is sent: it is over in a moment. */
export const canPause = (item: Pick<UploadItem, 'stage' | 'bytes'>): boolean =>
  item.stage === 'waiting' || (item.stage === 'sending' && isResumable(item))
export const canResume = among('paused')
export const canCancel = among('waiting', 'sending', 'paused', 'interrupted')
export const canRetry = among('failed', 'cancelled')
/** It goes on once somebody gives the file again. */
export const needsFile = among('interrupted')
