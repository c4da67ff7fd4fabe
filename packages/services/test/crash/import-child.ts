/** A worker that is killed while it brings a file in: it does what is due until it is gone. */
import { openDatabase } from '@groundwork/db'
import { dataJobRunners, runDataJobs } from '../../src/data-job/index.ts'
import { crashServices } from './crash-stage.ts'

const [appUrl = '', directory = ''] = process.argv.slice(2)
const database = await openDatabase({ url: appUrl, poolSize: 4 })
const services = await crashServices(database, [directory, directory])
const stopping = new AbortController().signal
await runDataJobs({ ...services, stopping, runners: dataJobRunners }, null, async () => undefined)
await database.close()
