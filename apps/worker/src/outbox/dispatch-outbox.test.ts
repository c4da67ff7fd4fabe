import { setImmediate as turn } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { dispatchOutbox } from './dispatch-outbox.ts'
import { RelayPace } from './relay-pace.ts'

const log = pino({ level: 'silent' })

it('events that follow from each other go at once', async () => {
  let ring: () => void = () => undefined
  let rounds = 0
  const outbox = {
    dispatch: async () => {
      rounds += 1
      return 1
    },
    listen: async (onCommit: () => void) => {
      ring = onCommit
      return { close: async () => undefined }
    },
  }
  const dispatcher = await dispatchOutbox({ outbox, deliver: async () => undefined, log })
  const seen: number[] = []
  for (let step = 0; step < 3; step += 1) {
    ring()
    await turn()
    seen.push(rounds)
  }
  expect(seen).toEqual([2, 3, 4])
  await dispatcher.close()
})

it('what is rung for right after a round goes together, and the last of it is not forgotten', async () => {
  let ring: () => void = () => undefined
  let waiting = 0
  let rounds = 0
  const outbox = {
    dispatch: async () => {
      rounds += 1
      const count = waiting
      waiting = 0
      return count
    },
    listen: async (onCommit: () => void) => {
      ring = onCommit
      return { close: async () => undefined }
    },
  }
  const dispatcher = await dispatchOutbox({ outbox, deliver: async () => undefined, log })
  for (let event = 0; event < 50; event += 1) {
    waiting += 1
    ring()
    await turn()
  }
  await vi.waitFor(() => expect(waiting).toBe(0))
  await dispatcher.close()
  expect(rounds).toBeLessThan(25)
})

/** With the moment that a v7 id begins with. */
const idAt = (ms: number) => {
  const digits = ms.toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`
}

it.each([
  ['of many files at once', 8, true],
  ['of one file after the other', 1, false],
])('is told by the news %s whether a crowd sends them', async (_, atOnce, isCrowd) => {
  const pauses = vi.spyOn(RelayPace.prototype, 'pauseAfter')
  const start = 1_700_000_000_000
  const events = Array.from({ length: 40 }, (_, turn) => {
    const from = start + Math.floor(turn / atOnce) * 50
    const base = { organization: idAt(1), resource: 'file', payload: {}, createdAt: new Date(from).toISOString() }
    return { ...base, id: idAt(from + 50), objectId: idAt(from), topic: 'file.stored' }
  })
  const outbox = {
    dispatch: async (_limit: number, deliver: (given: typeof events) => Promise<void>) => {
      await deliver(events)
      return events.length
    },
    listen: async () => ({ close: async () => undefined }),
  }
  const dispatcher = await dispatchOutbox({ outbox, deliver: async () => undefined, log })
  await vi.waitFor(() => expect(pauses).toHaveBeenCalledWith(40, isCrowd))
  await dispatcher.close()
  pauses.mockRestore()
})
