import { notFound } from '@groundwork/domain'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LinkServices } from './link-services.ts'
import type { UploadThroughLink } from './upload-link.ts'
import { whenRevoked } from './when-revoked.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const doorOf = (id: string) => ({ link: { id }, context: {} }) as UploadThroughLink

function servicesThat(answer: () => Promise<unknown>) {
  const withUnitOfWork = vi.fn(answer)
  const log = { warn: vi.fn() }
  return { withUnitOfWork, log, services: { database: { withUnitOfWork }, log } as unknown as LinkServices }
}

it('asks once after a link, however many forms come through it, and only while some do', async () => {
  const { services, withUnitOfWork } = servicesThat(async () => undefined)
  const stops = [1, 2, 3].map(() => whenRevoked(services, doorOf('one'), () => undefined))
  await vi.advanceTimersByTimeAsync(3000)
  expect(withUnitOfWork).toHaveBeenCalledTimes(3)
  stops[0]?.()
  stops[0]?.()
  await vi.advanceTimersByTimeAsync(1000)
  expect(withUnitOfWork).toHaveBeenCalledTimes(4)
  for (const stop of stops) stop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(withUnitOfWork).toHaveBeenCalledTimes(4)
})

it('tells all who send through a link that was revoked, and nobody of one that could not be asked after', async () => {
  const revoked = notFound('link')
  const answers = [() => Promise.reject(new Error('The database is away')), () => Promise.reject(revoked)]
  const { services, log } = servicesThat(() => answers.shift()?.() ?? Promise.resolve())
  const told: Error[] = []
  const stops = [1, 2].map(() => whenRevoked(services, doorOf('two'), (cause) => told.push(cause)))
  await vi.advanceTimersByTimeAsync(1000)
  expect([told, log.warn.mock.calls.length]).toEqual([[], 1])
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).toEqual([revoked, revoked])
  for (const stop of stops) stop()
})
