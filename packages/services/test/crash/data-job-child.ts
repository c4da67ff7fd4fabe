/** A worker that is killed in the middle of a data job: what the kill test starts, again and again. */
import { openDatabase } from '@groundwork/db'
import { defaultFilePolicy, Product } from '@groundwork/domain'
import { openStorage, storageSet } from '@groundwork/storage'
import { pino } from 'pino'
import { deriveKeys } from '../../src/config/index.ts'
import { type DataJobRunner, runDataJobs } from '../../src/data-job/index.ts'
import { noScanner, ThumbnailCache } from '../../src/file/index.ts'
import { allRunners } from '../data-job-world.ts'

/** Where a worker dies, and what it works on. */
export interface KilledWorker {
  readonly appUrl: string
  readonly directory: string
  readonly rows: number
  readonly chunk: number
  /** After so many rows of this start, inside the transaction that writes them or between two; null lets it come to its end. */
  readonly dies: { readonly after: number; readonly place: 'inside' | 'between' } | null
}

const { appUrl, directory, rows, chunk, dies }: KilledWorker = JSON.parse(process.env.KILLED_WORKER ?? '')
const die = () => process.kill(process.pid, 'SIGKILL')

/** Brings numbered products in, as an import does: each chunk and its checkpoint are one transaction. */
const counting: DataJobRunner = async ({ database }, run) => {
  const { organization } = run.job
  const first = Number(run.cursor?.row ?? 0)
  for (let row = first; row < rows; row += chunk) {
    const isLast = dies && row + chunk - first >= dies.after
    await database.withUnitOfWork(run.context, async (work) => {
      const values = Array.from({ length: Math.min(chunk, rows - row) }, (_, place) => ({
        organization,
        sku: `KILL-${row + place}`,
        name: 'A row',
        productType: 'SERVICE' as const,
      }))
      await work.insertMany(Product, values)
      const counts = { total: rows, created: row + values.length }
      await run.checkpoint(work, {
        counts,
        progress: Math.round((100 * counts.created) / rows),
        cursor: { row: counts.created },
      })
      if (isLast && dies.place === 'inside') die()
    })
    if (isLast) die()
  }
  return { status: 'COMPLETED', resultLog: { rows } }
}

const database = await openDatabase({ url: appUrl, poolSize: 3 })
const clock = () => new Date()
const services = {
  database,
  storages: storageSet([await openStorage({ provider: 'local', directory })]),
  filePolicy: defaultFilePolicy,
  scanner: noScanner,
  outbound: { allow: [] },
  keys: deriveKeys('a secret that is long enough for it'),
  config: { publicUrl: 'http://files.test' },
  clock,
  thumbnails: new ThumbnailCache(clock),
  log: pino({ level: 'silent' }),
}
await runDataJobs(
  { ...services, stopping: new AbortController().signal, runners: allRunners(counting) },
  null,
  async () => undefined,
)
await database.close()
