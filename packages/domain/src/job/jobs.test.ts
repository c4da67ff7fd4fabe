import { expect, it } from 'vitest'
import { jobsOn, payloadOf } from './jobs.ts'

const event = {
  id: '01900000-0000-7000-8000-000000000001',
  topic: 'file.stored',
  organization: '01900000-0000-7000-8000-000000000002',
  resource: 'file',
  objectId: '01900000-0000-7000-8000-000000000003',
  payload: { secret: 'stays behind' },
  createdAt: '2026-01-01T00:00:00.000Z',
}

it('a stored file is scanned, an available one gets its previews, and nothing else follows', () => {
  expect(jobsOn('file.stored')).toEqual(['file.scan'])
  expect(jobsOn('file.available')).toEqual(['file.derive'])
  expect(jobsOn('file.quarantined')).toEqual([])
})

it('a file that was deleted before its scan gets one when it is restored', () => {
  expect(jobsOn('file.restored')).toEqual(['file.scan'])
})

it('a scan that was put off starts no second one', () => {
  expect(jobsOn('file.scan-postponed')).toEqual([])
})

it('a job carries ids and nothing else', () => {
  expect(payloadOf(event)).toEqual({ event: event.id, organization: event.organization, objectId: event.objectId })
})
