import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { logView } from './log-view.mjs'

const shown = vi.spyOn(console, 'log').mockImplementation(() => {})

afterEach(() => {
  shown.mockClear()
  vi.unstubAllEnvs()
})
afterAll(() => shown.mockRestore())

it('shows what a person should see, and leaves the rest to the log file', () => {
  vi.stubEnv('LOG_LEVEL', '')
  const see = logView('api')
  see('{"level":30,"msg":"listening"}')
  see('{"level":50,"msg":"upload failed","err":{"message":"disk full"}}')
  see('{ not JSON')
  expect(shown.mock.calls).toEqual([['api      error: upload failed: disk full'], ['api      { not JSON']])
})

it('shows all of it to somebody who asked for a level', () => {
  vi.stubEnv('LOG_LEVEL', 'debug')
  logView('worker')('{"level":20,"msg":"tick"}')
  expect(shown.mock.calls).toEqual([['worker   {"level":20,"msg":"tick"}']])
})
