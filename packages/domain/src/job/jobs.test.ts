import { expect, it } from 'vitest'
import { accountNotices, jobsOn, payloadOf } from './jobs.ts'

const event = {
  id: '01900000-0000-7000-8000-000000000001',
  topic: 'file.stored',
  organization: '01900000-0000-7000-8000-000000000002',
  resource: 'file',
  objectId: '01900000-0000-7000-8000-000000000003',
  payload: { secret: 'stays behind' },
  createdAt: '2026-01-01T00:00:00.000Z',
}

it('a stored file is scanned, and an available one gets its previews', () => {
  expect(jobsOn('file.stored')).toEqual(['file.scan'])
  expect(jobsOn('file.available')).toEqual(['file.derive'])
})

it('a data job that is due is run, and of one that is over only word is sent', () => {
  expect(jobsOn('dataJob.due')).toEqual(['dataJob.run'])
  expect(jobsOn('dataJob.completed')).toEqual(['mail.exportEnded'])
  expect(jobsOn('dataJob.failed')).toEqual(['mail.exportEnded'])
})

it('a file that was let go while it lay in the trash gets its previews when it is restored', () => {
  expect(jobsOn('file.restored')).toEqual(['file.derive'])
})

it('a scan that was put off starts no second one', () => {
  expect(jobsOn('file.scan-postponed')).toEqual([])
})

it('a job carries ids and nothing else', () => {
  const ids = { event: event.id, organization: event.organization, objectId: event.objectId }
  expect(payloadOf('file.scan', event)).toEqual(ids)
})

it('what concerns an account may be of no organization, what concerns a file may not', () => {
  const unowned = { ...event, organization: null }
  expect(payloadOf('mail.passwordReset', unowned)).toEqual({
    event: event.id,
    organization: null,
    objectId: event.objectId,
  })
  expect(() => payloadOf('file.scan', unowned)).toThrow()
})

it.each(accountNotices)('%s is told to the owner of the account, by what happened', (topic) => {
  expect(jobsOn(topic)).toEqual(['mail.accountNotice'])
  expect(payloadOf('mail.accountNotice', { ...event, topic, organization: null })).toMatchObject({ topic })
})

it('an invitation is mailed when it is made and when it is sent again', () => {
  expect(jobsOn('invitation.created')).toEqual(['mail.invitation'])
  expect(jobsOn('invitation.resent')).toEqual(['mail.invitation'])
})
