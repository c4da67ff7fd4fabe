import { setImmediate as turn } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { dispatchOutbox } from './dispatch-outbox.ts'

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
