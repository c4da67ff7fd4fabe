import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { beforeAbort } from './before-abort.ts'

const unheard = vi.fn()
beforeEach(() => void process.on('unhandledRejection', unheard))
afterEach(() => void process.off('unhandledRejection', unheard))

it('is what comes, or why there was no waiting for it any longer', async () => {
  const over = new AbortController()
  expect(await beforeAbort(Promise.resolve('here'), over.signal)).toBe('here')
  await expect(beforeAbort(Promise.reject(new Error('cut')), over.signal)).rejects.toThrow('cut')
  const waiting = beforeAbort(new Promise(() => undefined), over.signal)
  over.abort(new Error('over'))
  await expect(waiting).rejects.toThrow('over')
  await expect(beforeAbort(Promise.resolve('late'), over.signal)).rejects.toThrow('over')
})

it('leaves nothing unheard that fails after nobody waits for it, which would end the process', async () => {
  const over = new AbortController()
  const breaks: (() => void)[] = []
  const coming = () => new Promise((_, reject) => breaks.push(() => reject(new Error('cut'))))
  const waiting = beforeAbort(coming(), over.signal)
  over.abort(new Error('over'))
  await expect(waiting).rejects.toThrow('over')
  await expect(beforeAbort(coming(), over.signal)).rejects.toThrow('over')
  for (const end of breaks) end()
  await setImmediate()
  expect(unheard).not.toHaveBeenCalled()
})
