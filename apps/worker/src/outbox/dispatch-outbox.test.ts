import { setImmediate as turn } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { dispatchOutbox } from './dispatch-outbox.ts'

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
  const log = pino({ level: 'silent' })
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
