import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepRunning } from './keep-running.mjs'

const impatient = { pauses: [0, 0, 0], healthyAfter: 60_000 }

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

afterEach(() => vi.restoreAllMocks())

/** Starts services that end when they are told to. */
function starter() {
  const started = []
  const start = async () => {
    const service = { name: 'api', pid: 1, stop: async () => service.end('signal SIGTERM') }
    service.ended = new Promise((resolve) => {
      service.end = resolve
    })
    started.push(service)
    return service
  }
  return { started, start, untilStarted: (count) => vi.waitFor(() => expect(started).toHaveLength(count)) }
}

it('starts a service again that ended by itself, and gives up when that is pointless', async () => {
  const { started, start, untilStarted } = starter()
  const giveUp = vi.fn()
  await keepRunning(start, giveUp, impatient)
  for (const count of [1, 2, 3, 4]) {
    await untilStarted(count)
    started.at(-1).end('exit code 1')
  }
  await vi.waitFor(() => expect(giveUp).toHaveBeenCalledExactlyOnceWith('api keeps ending (exit code 1).'))
  expect(started).toHaveLength(4)
})

it('goes on trying when a start fails', async () => {
  const { started, start, untilStarted } = starter()
  const failing = vi.fn(start).mockImplementationOnce(start).mockRejectedValueOnce(new Error('port taken'))
  await keepRunning(failing, vi.fn(), impatient)
  started[0].end('signal SIGKILL')
  await untilStarted(2)
  expect(failing).toHaveBeenCalledTimes(3)
})

it('forgives a service that ran well for a while', async () => {
  const { started, start, untilStarted } = starter()
  const giveUp = vi.fn()
  await keepRunning(start, giveUp, { ...impatient, healthyAfter: 0 })
  for (let count = 1; count <= 10; count += 1) {
    await untilStarted(count)
    started.at(-1).end('exit code 1')
  }
  await untilStarted(11)
  expect(giveUp).not.toHaveBeenCalled()
})

it('leaves a service stopped that was to stop', async () => {
  const { started, start } = starter()
  const kept = await keepRunning(start, vi.fn(), impatient)
  await kept.stop()
  expect(await started[0].ended).toBe('signal SIGTERM')
  expect(started).toHaveLength(1)
})
