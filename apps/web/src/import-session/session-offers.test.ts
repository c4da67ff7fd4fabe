import type { DataJobRow } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { sessionOffers } from './session-offers.ts'

let made = 0
const base = { jobType: 'import', created: 3, updated: 0, skipped: 0, parameters: {}, undoneBy: null, undoOf: null }
const job = (status: DataJobRow['status'], values: Partial<DataJobRow> = {}) =>
  ({ id: `job ${++made}`, importSession: 'session', status, ...base, ...values }) as DataJobRow
const offers = (status: 'RUNNING' | 'DONE' | 'ERROR', jobs: readonly DataJobRow[]) =>
  sessionOffers({ id: 'session', status }, jobs)

it('a session under way can be cancelled, and nothing else', () => {
  expect(offers('RUNNING', [job('COMPLETED'), job('RUNNING')])).toEqual({ retry: false, undo: false, cancel: true })
})

it('a session that failed goes on, or is taken back', () => {
  expect(offers('ERROR', [job('COMPLETED'), job('FAILED', { created: 0 })])).toEqual({
    retry: true,
    undo: true,
    cancel: false,
  })
})

it('a session that was taken back does not go on, but what takes it back does', () => {
  const failed = job('FAILED', { created: 0 })
  const undo = { jobType: 'undo', created: 0, updated: 3 } as const
  expect(offers('ERROR', [job('UNDONE'), failed, job('COMPLETED', undo)]).retry).toBe(false)
  expect(offers('ERROR', [job('COMPLETED'), failed, job('FAILED', undo)]).retry).toBe(true)
})

it('nor does one of which a step is taken back by itself, by a job that is none of the session', () => {
  const failed = job('FAILED', { created: 0 })
  const alone = { jobType: 'undo', created: 0, importSession: null } as const
  const done = { ...alone, updated: 3 }
  expect(offers('ERROR', [job('UNDONE'), failed, job('COMPLETED', done)]).retry).toBe(false)
  expect(offers('ERROR', [job('COMPLETED'), failed, job('PENDING', alone)])).toMatchObject({
    retry: false,
    undo: false,
  })
  // What failed there goes on by itself, not with the session.
  expect(offers('ERROR', [job('COMPLETED'), failed, job('FAILED', done)]).retry).toBe(false)
  expect(offers('RUNNING', [job('RUNNING', alone)]).cancel).toBe(false)
})

it('what failed to take a step back does not go on once another job has done it', () => {
  const step = job('UNDONE')
  const undo = { jobType: 'undo', created: 0, updated: 3, undoOf: step.id } as const
  expect(offers('ERROR', [step, job('FAILED', undo), job('COMPLETED', undo)]).retry).toBe(false)
})

it('what brought nothing in, or is being taken back, is not taken back again', () => {
  const undo = { jobType: 'undo', created: 0 } as const
  expect(offers('DONE', [job('COMPLETED', { created: 0 })]).undo).toBe(false)
  expect(offers('DONE', [job('COMPLETED'), job('RUNNING', undo)]).undo).toBe(false)
  expect(offers('ERROR', [job('FAILED'), job('PENDING', undo)]).retry).toBe(false)
  expect(offers('DONE', [job('UNDONE'), job('COMPLETED', undo)]).undo).toBe(false)
})
