import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { readJson } from '../../lib/json-file.mjs'
import { type Bench, ceilingFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { growthMb, residentMb } from '../measure/memory.ts'
import { until } from '../measure/until.ts'
import { untilJobOver } from '../measure/until-job-over.ts'

/** Rows made in an earlier run of the same lab must not be in the way. */
const run = Date.now().toString(36)

const isWhole = (roundMs: number) => roundMs >= 1000

const lineOf = (part: string, row: number) => `${run}${part}${row},Product ${row},SERVICE,Measured\n`
const linesOf = (part: string, rows: number) => Array.from({ length: rows }, (_, row) => lineOf(part, row)).join('')

async function importOf(lab: Lab, text: string) {
  const { gw, organization } = lab
  const bytes = Buffer.from(`sku,name,product_type,description\n${text}`)
  const { id: main } = await gw.uploadFile({ name: 'products.csv', bytes }, { organization })
  await until('the file is available', async () => (await gw.file.get({ id: main })).status === 'available', 250)
  const { id } = await gw.dataJob.create({
    values: {
      organization,
      jobType: 'import',
      target: 'product',
      inputFiles: { main },
      parameters: { mode: 'insert' },
    },
  })
  return untilJobOver(lab, id)
}

/** Seconds that Postgres takes for the same rows into the same table, with its indexes, keys and triggers, from a file beside it. */
async function copySeconds({ ownerUrl, organization, dataDir }: Lab, text: string): Promise<number> {
  const file = join(dirname(dataDir), 'copied.csv')
  const stamped = text.replaceAll('\n', `,${organization}\n`)
  writeFileSync(file, stamped)
  chmodSync(file, 0o644)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('alter table product alter column id set default uuidv7()')
    const started = performance.now()
    await client.query(
      `copy product (sku, name, product_type, description, organization_id) from '${file}' with (format csv)`,
    )
    return (performance.now() - started) / 1000
  } finally {
    await client.query('alter table product alter column id drop default')
    await client.end()
    rmSync(file)
  }
}

export const importCsv: Bench = {
  names: ['import-csv-1m', 'import-csv-1m-rss-mb'],
  about:
    'a CSV of a million products as an import job, judged, audited and traced row by row, against COPY of the same rows into the same table; and the memory of the worker meanwhile',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 1_000_000 : 50_000
    const worker: number = readJson(join(lab.dataDir, 'run.json')).services.worker.pid
    const before = await residentMb(worker)
    const { result, growth } = await growthMb(worker, () => importOf(lab, linesOf('i', rows)))
    if (result.created !== rows) throw new Error(`${result.created} of ${rows} rows landed`)
    const limit = await copySeconds(lab, linesOf('c', rows))
    const words = (seconds: number) => `${Math.round(rows / seconds)} rows/s`
    const rss = before === null || growth === null ? null : before + growth
    return [
      {
        name: 'import-csv-1m',
        value: limit / result.seconds,
        budget: 0.25,
        sense: 'at least',
        ours: words(result.seconds),
        limit: words(limit),
      },
      ceilingFinding('import-csv-1m-rss-mb', 300, rss, `${Math.round(rss ?? 0)} MB`),
    ]
  },
}

export const importUndo: Bench = {
  names: ['import-undo-100k-seconds'],
  about: 'an import of a hundred thousand products taken back: each row judged, removed and audited',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 100_000 : 20_000
    const { id } = await importOf(lab, linesOf('u', rows))
    const undo = await lab.gw.dataJob.undo({ id })
    const { seconds, resultLog } = await untilJobOver(lab, undo.id)
    if (resultLog.removed !== rows) throw new Error(`${resultLog.removed} of ${rows} rows are gone`)
    const whole = seconds * (100_000 / rows)
    return [ceilingFinding('import-undo-100k-seconds', 60, whole, `${Math.round(rows / seconds)} rows/s`)]
  },
}
