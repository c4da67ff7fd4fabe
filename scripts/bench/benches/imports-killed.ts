import { join } from 'node:path'
import pg from 'pg'
import { programs } from '../../lib/build.mjs'
import { readJson } from '../../lib/json-file.mjs'
import { launch } from '../../lib/launch.mjs'
import { type Bench, ceilingFinding } from '../bench.ts'
import { importProducts, productCells, productHeader, startImport, uploadSheet } from '../lab/import-products.ts'
import type { Lab } from '../lab/open-lab.ts'
import { until } from '../measure/until.ts'
import { untilJobOver } from '../measure/until-job-over.ts'

/** Three of a hundred: no name, no such kind, no such unit. */
const isBad = (row: number) => row % 100 === 7 || row % 100 === 38 || row % 100 === 93

function lineOf(row: number): string {
  const [sku, name, kind, description] = productCells('k', row)
  const cells = isBad(row)
    ? [
        [sku, '', kind, description, ''],
        [sku, name, 'NOTHING', description, ''],
        [sku, name, kind, description, 'NOPE'],
      ][row % 3]
    : [sku, name, kind, description, '']
  return `${cells?.join(',')}\n`
}

const sheetOf = (rows: number) => ({
  name: 'products.csv',
  bytes: Buffer.from(
    `${[...productHeader, 'base_uom'].join(',')}\n${Array.from({ length: rows }, (_, row) => lineOf(row)).join('')}`,
  ),
  parameters: { mode: 'insert' as const, match: ['sku'] },
})

type Count = (from: string) => Promise<number>

/** Starts a worker of our own, lets it land a few chunks, and kills it in the middle of the next. */
async function killOne({ dataDir, environment }: Lab, count: Count, chunks: string, landed: number): Promise<void> {
  const logFile = join(dataDir, 'logs', 'killed-worker.log')
  const args = ['--max-old-space-size=1024', programs.worker]
  const worker = launch({ name: 'killed-worker', command: process.execPath, args, env: environment, logFile })
  try {
    await until(`${landed} chunks have landed`, async () => (await count(chunks)) >= landed, {
      everyMs: 5,
      withinMs: 300_000,
    })
  } finally {
    process.kill(worker.pid, 'SIGKILL')
    await worker.ended
  }
}

/**
 * The worker of the lab is stopped meanwhile and takes up what is left at the end. A lease lasts half a minute: that it has run out is
 * said instead of waited for.
 */
export const importKilled: Bench = {
  names: ['import-killed-20-times'],
  about:
    'a hundred thousand rows, three of a hundred bad, by workers of which twenty are killed in the middle; how many rows are missing, double, wrongly refused or landed again by a second run',
  run: async (lab, { roundMs }) => {
    const [rows, kills] = roundMs >= 1000 ? [100_000, 20] : [10_000, 4]
    const bad = Array.from({ length: rows }, (_, row) => row).filter(isBad)
    const own: number = readJson(join(lab.dataDir, 'run.json')).services.worker.pid
    const client = new pg.Client({ connectionString: lab.ownerUrl })
    await client.connect()
    const count: Count = async (from) => {
      const { rows: found } = await client.query<{ count: number }>(`select count(*)::int as count from ${from}`)
      return found[0]?.count ?? 0
    }
    try {
      const sheet = sheetOf(rows)
      const before = await count('product')
      const main = await uploadSheet(lab, sheet)
      process.kill(own, 'SIGSTOP')
      const id = await startImport(lab, main, sheet.parameters)
      try {
        for (let kill = 1; kill <= kills; kill++) {
          const landed = Math.floor((kill * rows) / 500 / (kills + 1))
          await killOne(lab, count, `import_chunk where job_id = '${id}'`, landed)
          await client.query(`update data_job_lease set until = now() - interval '1 second' where job_id = $1`, [id])
        }
      } finally {
        process.kill(own, 'SIGCONT')
      }
      const job = await untilJobOver(lab, id)
      const good = rows - bad.length
      const { rows: reported } = await client.query<{ row: number }>(
        'select distinct "row" from import_issue where job_id = $1',
        [id],
      )
      const told = new Set(reported.map(({ row }) => row - 2))
      const again = await importProducts(lab, sheet)
      const wrong = [
        job.total - rows,
        job.created - good,
        job.failed - bad.length,
        (await count('product')) - before - good,
        (await count(`import_lineage where job_id = '${id}'`)) - good,
        told.size - bad.length,
        bad.filter((row) => !told.has(row)).length,
        again.created,
        again.skipped - good,
      ].reduce((sum, off) => sum + Math.abs(off), 0)
      return [ceilingFinding('import-killed-20-times', 0, wrong, `${kills} kills, ${job.created} rows`)]
    } finally {
      await client.end()
    }
  },
}
