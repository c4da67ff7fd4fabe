import { describe, expect, it } from 'vitest'
import { countsOfJob, DataJob, inputFiles } from './data-job.ts'

/** The sentences of seed 001 (Export/Import, 3.1) about the model. */
describe('a data job', () => {
  it('has type, status, target, parameters, log, files and who asked, and belongs to an organization', () => {
    expect(Object.keys(DataJob.fields)).toEqual(
      expect.arrayContaining([
        ...['organization', 'jobType', 'target', 'status', 'parameters', 'resultLog', 'progress'],
        ...['inputFiles', 'outputFile', 'errorFile', 'logFile'],
        ...['createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'startedAt', 'finishedAt'],
      ]),
    )
  })

  it('is written by nobody but the system', () => {
    const own = Object.entries(DataJob.fields).filter(([name]) => name !== 'organization')
    expect(own.filter(([, { write }]) => write !== 'never').map(([name]) => name)).toEqual([])
  })

  it('is called by what it does to what', () => {
    expect(DataJob.derived.label?.from({ jobType: 'import', target: 'product' })).toBe('import of product')
  })

  it('tells its counts together', () => {
    const counts = { total: 6, created: 1, updated: 2, unchanged: 0, skipped: 0, failed: 3 }
    expect(countsOfJob({ ...counts, progress: 100 })).toEqual(counts)
  })

  it('names its files by the part they play', () => {
    expect(inputFiles.safeParse({ main: '0193f1a0-0000-7000-8000-00000000dead' }).success).toBe(true)
    expect(inputFiles.safeParse({ 'Main file': '0193f1a0-0000-7000-8000-00000000dead' }).success).toBe(false)
    expect(inputFiles.safeParse({ main: 'products.csv' }).success).toBe(false)
  })
})
