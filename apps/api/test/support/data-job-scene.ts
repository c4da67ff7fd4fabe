import { Readable } from 'node:stream'
import { asSystem } from '@groundwork/db'
import { makeAvailable } from '@groundwork/db/testing'
import { type DataJobRunner, dataJobRunners, receiveUpload, runDataJobs } from '@groundwork/services'
import type { Caller, TestApi } from './start-test-api.ts'

const system = asSystem('set the scene of a test')

/** What a worker does with data jobs, and the files they read and make. */
export function dataJobScene(api: TestApi) {
  const { database } = api.services
  const sql = (text: string, values?: readonly unknown[]) =>
    database.withUnitOfWork(system, (work) => work.query(text, values))

  const scanned = (file: string) => makeAvailable(sql, file)

  /** A file that has been scanned. */
  async function made(organization: string, fileName: string, text: string): Promise<string> {
    const stream = Readable.from([Buffer.from(text)], { objectMode: false })
    const { id } = await receiveUpload(api.services, system, { organization, fileName, stream })
    await scanned(id)
    return id
  }

  const run = (runners: typeof dataJobRunners) =>
    runDataJobs({ ...api.services, stopping: new AbortController().signal, runners }, null, async () => undefined)

  return {
    scanned,
    made,
    /** Does everything that is due in one way. */
    work: (runner: DataJobRunner) => run({ import: runner, export: runner, undo: runner, bulk: runner }),
    /** Does everything that is due, as a worker would. */
    workInEarnest: () => run(dataJobRunners),
    exportOf: async (caller: Caller, organization: string): Promise<string> => {
      const asked = { job_type: 'export', target: 'product', organization, parameters: { format: 'csv' } }
      return (await caller('POST', '/data-jobs/', asked)).body.id
    },
  }
}
