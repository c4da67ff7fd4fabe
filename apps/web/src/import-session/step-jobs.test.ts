import type { DataJobRow } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { stepJobs, whyNoJob } from './step-jobs.ts'

const job = (id: string, target: string, jobType: DataJobRow['jobType'] = 'import', minute = '00') =>
  ({ id, target, jobType, createdAt: `2026-11-21T10:${minute}:00.000Z` }) as DataJobRow
const session = { country: 'PT', statFile: 'one', recapFile: 'other' }

it('has a place for each step of the session, also for those that have not begun', () => {
  expect(stepJobs(session, [job('a', 'client')]).map(({ target, part, job: at }) => [target, part, at?.id])).toEqual([
    ['client', 'stat', 'a'],
    ['policy', 'stat', undefined],
    ['claim', 'recap', undefined],
  ])
  expect(stepJobs({ ...session, statFile: null }, []).map(({ target }) => target)).toEqual(['claim'])
})

it('tells each step by its newest job, and by what takes it back', () => {
  const [step] = stepJobs({ ...session, recapFile: null }, [
    job('again', 'client', 'import', '20'),
    job('first', 'client', 'import', '10'),
    job('back', 'client', 'undo', '30'),
  ])
  expect(step).toMatchObject({ job: { id: 'again' }, undo: { id: 'back' } })
})

it('says why a step has no job', () => {
  const steps = (...states: readonly DataJobRow['status'][]) => [
    ...states.map((status) => ({ job: { ...job('a', 'client'), status } })),
    { job: undefined },
  ]
  expect(whyNoJob(steps('RUNNING'), 'RUNNING')).toBe('waits')
  expect(whyNoJob(steps('FAILED'), 'ERROR')).toBe('failed')
  expect(whyNoJob(steps('CANCELLED'), 'ERROR')).toBe('ended')
  // The step was whole when somebody cancelled.
  expect(whyNoJob(steps('COMPLETED'), 'ERROR')).toBe('ended')
  expect(whyNoJob(steps(), 'ERROR')).toBe('hidden')
  expect(whyNoJob(steps('COMPLETED'), 'DONE')).toBe('hidden')
})
