import { describe, expect, it } from 'vitest'
import {
  advance,
  canCancel,
  canRetry,
  isSettled,
  type UploadEvent,
  type UploadItem,
  type UploadStage,
  uploadFlow,
} from './upload-item.ts'

const stages = Object.keys(uploadFlow) as UploadStage[]
const at = (stage: UploadStage, more: Partial<UploadItem> = {}): UploadItem => ({
  id: '1',
  name: 'plan.pdf',
  folder: '',
  bytes: 100,
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

  it('offers cancelling only before the bytes are there, and another try only where it can help', () => {
    expect(stages.filter((stage) => canCancel({ stage }))).toEqual(['waiting', 'sending'])
    expect(stages.filter((stage) => canRetry({ stage }))).toEqual(['failed', 'cancelled'])
    expect(stages.filter((stage) => !isSettled({ stage }))).toEqual(['waiting', 'sending', 'checking'])
  })
})
