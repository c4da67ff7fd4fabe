import { describe, expect, it } from 'vitest'
import {
  advance,
  canCancel,
  canPause,
  canResume,
  canRetry,
  isSettled,
  needsFile,
  type UploadEvent,
  type UploadItem,
  type UploadStage,
  uploadFlow,
} from './upload-item.ts'

const stages = Object.keys(uploadFlow) as UploadStage[]
const at = (stage: UploadStage, more: Partial<UploadItem> = {}): UploadItem => ({
  id: '1',
  name: 'plan.pdf',
  path: '',
  folder: null,
  bytes: 100,
  lastModified: 0,
  organization: 'o',
  stage,
  sent: 0,
  attempts: 0,
  ...more,
})

const leadsTo = [
  [{ type: 'started' }, 'sending'],
  [{ type: 'stored', fileId: 'f' }, 'checking'],
  [{ type: 'held', reason: 'offline' }, 'waiting'],
  [{ type: 'retried' }, 'waiting'],
  [{ type: 'paused' }, 'paused'],
  [{ type: 'resumed' }, 'waiting'],
  [{ type: 'refused', reason: 'too large' }, 'refused'],
  [{ type: 'failed', reason: 'broken' }, 'failed'],
  [{ type: 'cancelled' }, 'cancelled'],
  [{ type: 'judged', status: 'available' }, 'available'],
  [{ type: 'judged', status: 'quarantined', reason: 'virus' }, 'refused'],
  [{ type: 'judged', status: 'unscannable' }, 'unscannable'],
] as const satisfies readonly (readonly [UploadEvent, UploadStage])[]

const everyStep = stages.flatMap((from) => leadsTo.map(([event, to]) => ({ from, event, to })))

describe('the life of an upload', () => {
  it.each(everyStep)('$from + $event.type agrees with the table', ({ from, event, to }) => {
    const before = at(from)
    const after = advance(before, event)
    if ((uploadFlow[from] as readonly UploadStage[]).includes(to)) expect(after.stage).toBe(to)
    else expect(after).toBe(before)
  })

  it('a late progress report does not wake a cancelled upload', () => {
    expect(advance(at('cancelled'), { type: 'progressed', sent: 50 }).sent).toBe(0)
  })

  it('progress never runs backwards nor beyond the file', () => {
    expect(advance(at('sending', { sent: 60 }), { type: 'progressed', sent: 40 }).sent).toBe(60)
    expect(advance(at('sending', { sent: 60 }), { type: 'progressed', sent: 140 }).sent).toBe(100)
  })

  it('a second attempt starts at zero and forgets the old reason', () => {
    const held = advance(at('sending', { sent: 70, attempts: 1 }), { type: 'held', reason: 'No connection' })
    expect(held).toMatchObject({ stage: 'waiting', sent: 0, reason: 'No connection' })
    const again = advance(held, { type: 'started' })
    expect(again).toMatchObject({ stage: 'sending', attempts: 2 })
    expect(again.reason).toBeUndefined()
  })

  it('a refused file stays refused', () => {
    expect(advance(at('refused'), { type: 'retried' }).stage).toBe('refused')
  })

  it('scanning takes as long as it takes: intermediate states change nothing', () => {
    expect(advance(at('checking'), { type: 'judged', status: 'scanning' }).stage).toBe('checking')
  })

  it('what the server has kept is not sent again', () => {
    const begun = advance(at('sending', { sent: 70, attempts: 3 }), { type: 'begun', session: 's' })
    for (const stop of [{ type: 'paused' }, { type: 'held', reason: 'offline' }] as const) {
      const stopped = advance(begun, stop)
      expect(stopped).toMatchObject({ sent: 70, session: 's' })
      expect(advance(advance(stopped, { type: 'resumed' }), { type: 'started' })).toMatchObject({ sent: 70 })
    }
  })

  it('what gets further does not give up, what stands still does', () => {
    const begun = at('sending', { sent: 10, attempts: 4, session: 's' })
    expect(advance(begun, { type: 'progressed', sent: 20 }).attempts).toBe(1)
    expect(advance(begun, { type: 'progressed', sent: 10 }).attempts).toBe(4)
    expect(advance(at('sending', { attempts: 4 }), { type: 'progressed', sent: 20 }).attempts).toBe(4)
  })

  it('begins anew where the server has lost what it had', () => {
    const lost = advance(at('sending', { sent: 70, session: 'old' }), { type: 'begun', session: 'new' })
    expect(lost).toMatchObject({ sent: 0, session: 'new' })
  })

  it.each([{ type: 'stored', fileId: 'f' }, { type: 'refused', reason: 'too large' }, { type: 'cancelled' }] as const)(
    'after $type there is nothing to go on with',
    (event) => {
      expect(advance(at('sending', { session: 's' }), event).session).toBeUndefined()
    },
  )

  it('a failure keeps what has arrived', () => {
    expect(advance(at('sending', { session: 's' }), { type: 'failed', reason: 'broken' }).session).toBe('s')
  })

  it('offers each action only where it can help', () => {
    const stagesWhere = (is: (item: UploadItem) => boolean, bytes = 100) =>
      stages.filter((stage) => is(at(stage, { bytes })))
    expect(stagesWhere(canCancel)).toEqual(['waiting', 'sending', 'paused', 'interrupted'])
    expect(stagesWhere(canRetry)).toEqual(['failed', 'cancelled'])
    expect(stagesWhere(canResume)).toEqual(['paused'])
    expect(stagesWhere(needsFile)).toEqual(['interrupted'])
    expect(stagesWhere((item) => !isSettled(item))).toEqual(['waiting', 'sending', 'paused', 'interrupted', 'checking'])
  })

  it('lets a small file under way finish rather than pause', () => {
    expect(canPause(at('sending'))).toBe(false)
    expect(canPause(at('sending', { bytes: 5_000_000 }))).toBe(true)
    expect(canPause(at('waiting'))).toBe(true)
  })
})
