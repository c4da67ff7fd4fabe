import { type FileRow, GroundworkError } from '@groundwork/client'
import { describe, expect, it, vi } from 'vitest'
import { createUploadQueue } from './upload-queue.ts'

interface Sending {
  readonly name: string
  readonly signal: AbortSignal
  progress(sent: number): void
  succeed(status?: FileRow['status']): void
  fail(code: GroundworkError['code'], detail?: string): void
}

/** A queue whose sends end when the test says so. */
function heldQueue() {
  const sends: Sending[] = []
  let ready = () => {}
  const queue = createUploadQueue({
    send: (item, _file, { signal, onSent }) =>
      new Promise((resolve, reject) => {
        sends.push({
          name: item.name,
          signal,
          progress: onSent,
          succeed: (status = 'stored') => resolve({ id: `file-${item.name}`, status, statusReason: null } as FileRow),
          fail: (code, detail = 'No') => reject(new GroundworkError({ code, detail, status: 0 })),
        })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    refuse: ({ name }) => (name.endsWith('.exe') ? 'Programs are not accepted.' : null),
    judge: async ({ name }) => (name.startsWith('huge') ? 'There is no space left.' : null),
    untilReady: () => new Promise((resolve) => (ready = resolve)),
    now: () => 0,
    later: (work) => work(),
  })
  /** In the order they were added. */
  const items = () => queue.snapshot().items.toSorted((a, b) => Number(a.id) - Number(b.id))
  const stages = () => items().map(({ stage }) => stage)
  const offer = (...names: string[]) =>
    queue.add(
      names.map((name) => ({ file: new File(['12345'], name), folder: '' })),
      'org',
    )
  return { queue, sends, items, stages, offer, resume: () => ready() }
}

describe('the upload queue', () => {
  it('sends three at once, then the next as one ends', async () => {
    const { sends, offer, stages } = heldQueue()
    offer('a', 'b', 'c', 'd')
    await vi.waitFor(() => expect(sends.map(({ name }) => name)).toEqual(['a', 'b', 'c']))
    expect(stages()).toEqual(['sending', 'sending', 'sending', 'waiting'])
    sends[0]?.succeed()
    await vi.waitFor(() => expect(sends).toHaveLength(4))
    expect(stages()).toEqual(['checking', 'sending', 'sending', 'sending'])
  })

  it('refuses without sending, and goes on with the others', async () => {
    const { sends, offer, items } = heldQueue()
    offer('virus.exe', 'plan.pdf')
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    expect(items()[0]).toMatchObject({ stage: 'refused', reason: 'Programs are not accepted.' })
    expect(sends[0]?.name).toBe('plan.pdf')
  })

  it('refuses when the turn comes and there is no space left', async () => {
    const { sends, offer, items } = heldQueue()
    offer('huge film', 'plan.pdf')
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    expect(items()[0]).toMatchObject({ stage: 'refused', reason: 'There is no space left.' })
  })

  it('shows the verdict on a file when its row changes', async () => {
    const { sends, offer, queue, items } = heldQueue()
    offer('a')
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    sends[0]?.succeed()
    await vi.waitFor(() => expect(items()[0]?.stage).toBe('checking'))
    queue.observe([{ id: 'file-a', status: 'quarantined', statusReason: 'Contains Eicar-Test' }])
    expect(items()[0]).toMatchObject({ stage: 'refused', reason: 'Contains Eicar-Test' })
  })

  it('waits for the connection and then starts the file again from zero', async () => {
    const { sends, offer, stages, resume, items } = heldQueue()
    offer('a', 'b', 'c', 'd')
    await vi.waitFor(() => expect(sends).toHaveLength(3))
    sends[0]?.progress(3)
    sends[0]?.fail('unreachable')
    await vi.waitFor(() => expect(stages()).toEqual(['waiting', 'sending', 'sending', 'waiting']))
    expect(items()[0]).toMatchObject({ sent: 0, reason: 'Waits for the connection' })
    resume()
    await vi.waitFor(() => expect(sends.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'a']))
  })

  it('gives up on a file whose connection keeps breaking, and lets it be tried again', async () => {
    const { sends, offer, queue, stages, resume } = heldQueue()
    offer('a')
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await vi.waitFor(() => expect(sends).toHaveLength(attempt))
      sends.at(-1)?.fail('unreachable')
      await vi.waitFor(() => expect(stages()).toEqual([attempt < 5 ? 'waiting' : 'failed']))
      resume()
    }
    queue.retryAll()
    await vi.waitFor(() => expect(sends).toHaveLength(6))
  })

  it('a refusal by the server is final and says why', async () => {
    const { sends, offer, items } = heldQueue()
    offer('a')
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    sends[0]?.fail('unsupported_type', 'The contents are not a PDF')
    await vi.waitFor(() => expect(items()[0]?.stage).toBe('refused'))
    expect(items()[0]?.reason).toBe('The contents are not a PDF.')
  })

  it('cancelling stops the request and the rest goes on', async () => {
    const { sends, offer, queue, stages } = heldQueue()
    offer('a', 'b', 'c', 'd')
    await vi.waitFor(() => expect(sends).toHaveLength(3))
    queue.cancel('2')
    expect(sends[1]?.signal.aborted).toBe(true)
    await vi.waitFor(() => expect(stages()).toEqual(['sending', 'cancelled', 'sending', 'sending']))
  })

  it('clearing forgets what is over and keeps what runs', async () => {
    const { sends, offer, queue } = heldQueue()
    offer('virus.exe', 'a')
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    queue.clear()
    expect(queue.snapshot().items.map(({ name }) => name)).toEqual(['a'])
  })
})
