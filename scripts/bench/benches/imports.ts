import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { writeSpreadsheet } from '@groundwork/spreadsheet'
import pg from 'pg'
import { readJson } from '../../lib/json-file.mjs'
import { type Bench, ceilingFinding } from '../bench.ts'
import { importProducts, productCells, productHeader, productLines, productSheet } from '../lab/import-products.ts'
import type { Lab } from '../lab/open-lab.ts'
import { growthMb, residentMb } from '../measure/memory.ts'
import { paced } from '../measure/paced.ts'
import { untilJobOver } from '../measure/until-job-over.ts'

const isWhole = (roundMs: number) => roundMs >= 1000

const insert = { mode: 'insert' } as const

const perSecond = (rows: number, seconds: number) => `${Math.round(rows / seconds)} rows/s`

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

interface Watched<Result> {
  readonly result: Result
  /** The most memory that the worker held, in MB. Null where it cannot be told. */
  readonly highest: number | null
}

/** Watches the memory of the worker while something is brought in. */
async function watchingWorker<Result>({ dataDir }: Lab, work: () => Promise<Result>): Promise<Watched<Result>> {
  const worker: number = readJson(join(dataDir, 'run.json')).services.worker.pid
  const before = await residentMb(worker)
  const { result, growth } = await growthMb(worker, work)
  return { result, highest: before === null || growth === null ? null : before + growth }
}

export const importCsv: Bench = {
  names: ['import-csv-1m', 'import-csv-1m-rss-mb', 'list-while-importing', 'refused-while-importing'],
  about:
    'a CSV of a million products as an import job, judged, audited and traced row by row, against COPY of the same rows into the same table; the memory of the worker meanwhile; and what a list costs others meanwhile, p95 as a multiple of the same when idle, and how many are refused',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 1_000_000 : 50_000
    const list = () => lab.gw.product.list({ orderBy: ['-createdAt'], limit: 25 })
    await paced(list, (elapsed) => elapsed > roundMs)
    const idle = await paced(list, (elapsed) => elapsed > roundMs * 4)
    // One half before and one behind: the table grows meanwhile, and what is larger takes longer.
    const copiedBefore = await copySeconds(lab, productLines('b', rows / 2))
    let isOver = false
    const importing = watchingWorker(lab, () =>
      importProducts(lab, { name: 'products.csv', bytes: productSheet('i', rows), parameters: insert }),
    ).finally(() => {
      isOver = true
    })
    const [{ result, highest }, busy] = await Promise.all([importing, paced(list, () => isOver)])
    if (result.created !== rows) throw new Error(`${result.created} of ${rows} rows landed`)
    const limit = copiedBefore + (await copySeconds(lab, productLines('c', rows / 2)))
    return [
      {
        name: 'import-csv-1m',
        value: limit / result.seconds,
        budget: 0.25,
        sense: 'at least',
        ours: perSecond(rows, result.seconds),
        limit: perSecond(rows, limit),
      },
      ceilingFinding('import-csv-1m-rss-mb', 300, highest, `${Math.round(highest ?? 0)} MB`),
      ceilingFinding(
        'list-while-importing',
        1.5,
        busy.p95 / idle.p95,
        `${busy.p95.toFixed(2)} ms`,
        `${idle.p95.toFixed(2)} ms`,
      ),
      ceilingFinding('refused-while-importing', 0, busy.refused, `${busy.refused} of ${busy.calls}`),
    ]
  },
}

export const importDryRun: Bench = {
  names: ['import-dry-run'],
  about: 'the dry run of an import of a hundred thousand products, in the time that the import of as many takes',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 100_000 : 20_000
    const bring = (part: string, isRehearsal: boolean) =>
      importProducts(lab, {
        name: 'products.csv',
        bytes: productSheet(part, rows),
        parameters: { ...insert, dry_run: isRehearsal },
      })
    const rehearsal = await bring('d', true)
    const landing = await bring('l', false)
    if (rehearsal.created !== rows) throw new Error(`${rehearsal.created} of ${rows} rows would land`)
    const words = [perSecond(rows, rehearsal.seconds), perSecond(rows, landing.seconds)] as const
    return [ceilingFinding('import-dry-run', 1, rehearsal.seconds / landing.seconds, ...words)]
  },
}

export const importXlsx: Bench = {
  names: ['import-xlsx-200k-rss-mb'],
  about: 'a workbook of two hundred thousand products as an import job: the memory of the worker meanwhile',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 200_000 : 20_000
    const columns = productHeader.map((name) => ({ name, kind: 'text' as const }))
    const cells = async function* () {
      for (let row = 0; row < rows; row++) yield [productCells('w', row)]
    }
    const bytes = await buffer(writeSpreadsheet('xlsx', columns, cells()))
    const { result, highest } = await watchingWorker(lab, () =>
      importProducts(lab, { name: 'products.xlsx', bytes, parameters: insert }),
    )
    if (result.created !== rows) throw new Error(`${result.created} of ${rows} rows landed`)
    return [ceilingFinding('import-xlsx-200k-rss-mb', 400, highest, perSecond(rows, result.seconds))]
  },
}

export const importUndo: Bench = {
  names: ['import-undo-100k-seconds'],
  about: 'an import of a hundred thousand products taken back: each row judged, removed and audited',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 100_000 : 20_000
    const { id } = await importProducts(lab, {
      name: 'products.csv',
      bytes: productSheet('u', rows),
      parameters: insert,
    })
    const undo = await lab.gw.dataJob.undo({ id })
    const { seconds, resultLog } = await untilJobOver(lab, undo.id)
    if (resultLog.removed !== rows) throw new Error(`${resultLog.removed} of ${rows} rows are gone`)
    const whole = seconds * (100_000 / rows)
    return [ceilingFinding('import-undo-100k-seconds', 60, whole, perSecond(rows, seconds))]
  },
}
