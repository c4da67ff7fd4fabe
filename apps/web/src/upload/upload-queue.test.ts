import { type FileRow, GroundworkError } from '@groundwork/client'
import { describe, expect, it, vi } from 'vitest'
import { createUploadQueue } from './upload-queue.ts'

interface Sending {
  readonly name: string
  readonly signal: AbortSignal
  readonly session: string | undefined
  begin(session: string): void
  progress(sent: number): void
  succeed(status?: FileRow['status']): void
  fail(code: GroundworkError['code'], detail?: string): void
}

/** A queue whose sends end when the test says so. */
function heldQueue() {
  const sends: Sending[] = []
  const remembered = new Map<string, number>()
  const givenUp: string[] = []
  let ready = () => {}
  const queue = createUploadQueue({
    send: (item, _file, { signal, onSession, onSent }) =>
      new Promise((resolve, reject) => {
        sends.push({
          name: item.name,
          signal,
          session: item.session,
          begin: onSession,
          progress: onSent,
          succeed: (status = 'stored') => resolve({ id: `file-${item.name}`, status, statusReason: null } as FileRow),
          fail: (code, detail = 'No') => reject(new GroundworkError({ code, detail, status: 0 })),
        })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    refuse: ({ name }) => (name.endsWith('.exe') ? 'Programs are not accepted.' : null),
    judge: async ({ name }) => (name.startsWith('huge') ? 'There is no space left.' : null),
    remember: ({ session, sent }) => remembered.set(session, sent),
    forget: (session, isGivenUp) => {
      remembered.delete(session)
      if (isGivenUp) givenUp.push(session)
    },
    untilReady: () => new Promise((resolve) => (ready = resolve)),
    now: () => 0,
    later: (work) => work(),
  })
  /** In the order they were added. */
  const items = () => queue.snapshot().items.toSorted((a, b) => Number(a.id) - Number(b.id))
  const stages = () => items().map(({ stage }) => stage)
  const offer = (...names: string[]) =>
    queue.add(names.map((name) => ({ file: new File(['12345'], name), path: '', folder: null, organization: 'org' })))
  const film = new File([new Uint8Array(big)], 'film.mp4', { lastModified: 1000 })
  const offerFilm = () => queue.add([{ file: film, ...place }])
  return { queue, sends, items, stages, offer, film, offerFilm, remembered, givenUp, resume: () => ready() }
}

const big = 3 * 1024 * 1024
const place = { path: '', folder: null, organization: 'org' }
const begunEarlier = {
  ...place,
  session: 'kept',
  name: 'film.mp4',
  bytes: big,
  lastModified: 1000,
  sent: 2_000_000,
  user: 'ada',
  movedAt: 0,
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

  it('a replaced file is judged by its next version, not by the one it still serves', async () => {
    const { sends, queue, items } = heldQueue()
    queue.add([{ file: new File(['1'], 'a'), path: '', folder: null, organization: 'org', replaces: 'file-a' }])
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    sends[0]?.succeed()
    await vi.waitFor(() => expect(items()[0]?.stage).toBe('checking'))
    queue.observe([{ id: 'file-a', status: 'available', statusReason: null, newVersionStatus: 'scanning' }])
    expect(items()[0]?.stage).toBe('checking')
    queue.observe([{ id: 'file-a', status: 'available', statusReason: null, newVersionStatus: 'quarantined' }])
    expect(items()[0]?.stage).toBe('refused')
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

  it('a paused file stops where it is, lets others go first, and goes on from there', async () => {
    const { sends, offer, offerFilm, queue, items, stages } = heldQueue()
    offerFilm()
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    sends[0]?.begin('s1')
    sends[0]?.progress(1_000_000)
    queue.pause('1')
    expect(sends[0]?.signal.aborted).toBe(true)
    expect(items()[0]).toMatchObject({ stage: 'paused', sent: 1_000_000 })
    offer('a')
    await vi.waitFor(() => expect(stages()).toEqual(['paused', 'sending']))
    queue.resume('1')
    await vi.waitFor(() => expect(sends.map(({ name, session }) => [name, session]).at(-1)).toEqual(['film.mp4', 's1']))
    expect(items()[0]).toMatchObject({ stage: 'sending', sent: 1_000_000 })
  })

  it('pausing all holds what waits and what is large; what is small finishes', async () => {
    const { sends, offer, offerFilm, queue, stages } = heldQueue()
    offerFilm()
    offer('a', 'b', 'c')
    await vi.waitFor(() => expect(sends).toHaveLength(3))
    queue.pauseAll()
    expect(stages()).toEqual(['paused', 'sending', 'sending', 'paused'])
    queue.resumeAll()
    await vi.waitFor(() => expect(stages()).toEqual(['sending', 'sending', 'sending', 'waiting']))
  })

  it('remembers what can be gone on with until it is over, and tells the server what was given up', async () => {
    const { sends, offerFilm, queue, remembered, givenUp } = heldQueue()
    offerFilm()
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    sends[0]?.begin('s1')
    sends[0]?.progress(1_500_000)
    expect([...remembered]).toEqual([['s1', 1_500_000]])
    sends[0]?.succeed()
    await vi.waitFor(() => expect(remembered.size).toBe(0))
    expect(givenUp).toEqual([])

    offerFilm()
    await vi.waitFor(() => expect(sends).toHaveLength(2))
    sends[1]?.begin('s2')
    queue.cancel('2')
    expect(givenUp).toEqual(['s2'])
    expect(remembered.size).toBe(0)
  })

  it('an upload from before a reload waits for its file, and takes no other', async () => {
    const { sends, queue, items, film } = heldQueue()
    queue.restore([begunEarlier])
    expect(items()[0]).toMatchObject({ stage: 'interrupted', sent: 2_000_000 })
    queue.resume('1')
    expect(queue.give('1', new File(['else'], 'film.mp4', { lastModified: 1000 }))).toBe(false)
    expect(items()[0]?.stage).toBe('interrupted')
    expect(queue.give('1', film)).toBe(true)
    await vi.waitFor(() => expect(sends[0]?.session).toBe('kept'))
  })

  it('the same file offered once more goes on instead of beginning again', async () => {
    const { sends, queue, items, offerFilm } = heldQueue()
    queue.restore([begunEarlier])
    offerFilm()
    await vi.waitFor(() => expect(sends[0]?.session).toBe('kept'))
    expect(items()).toHaveLength(1)
  })

  it('an interrupted upload that is given up is gone', async () => {
    const { queue, items, givenUp } = heldQueue()
    queue.restore([begunEarlier])
    queue.cancel('1')
    expect(items()).toEqual([])
    expect(givenUp).toEqual(['kept'])
  })

  it('forgets everything at the end of a session, and gives nothing up', async () => {
    const { sends, queue, items, offerFilm, givenUp, remembered } = heldQueue()
    offerFilm()
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    sends[0]?.begin('s1')
    queue.reset()
    expect(sends[0]?.signal.aborted).toBe(true)
    expect(items()).toEqual([])
    expect([givenUp, [...remembered.keys()]]).toEqual([[], ['s1']])
  })
})
