import { join } from 'node:path'
import type { ExportFormat } from '@groundwork/domain'
import pg from 'pg'
import { readJson } from '../../lib/json-file.mjs'
import { type Bench, ceilingFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { growthMb, residentMb } from '../measure/memory.ts'
import { untilJobOver } from '../measure/until-job-over.ts'

/** The files of an earlier run of the same lab have other names; its rows must not be in the way. */
const run = Date.now().toString(36)

const isWhole = (roundMs: number) => roundMs >= 1000

/** $1 organization, $2 how many, $3 what tells them from others. */
const insertProducts = `
  insert into product (id, organization_id, sku, name, description, product_type, status, tags, attributes, created_at, updated_at)
  select uuidv7(), $1, $3 || n, 'Product ' || n || ' ' || substr(md5(n::text), 1, 8), 'Made to measure by ' || n, 'DIGITAL',
    (array['draft', 'active', 'discontinued'])[1 + n % 3], array['bench', 'tag' || n % 20], '{}',
    now() - n * interval '7 seconds', now() - n * interval '7 seconds'
  from generate_series(1, $2::int) n`

/** The very rows and values that the job writes, written by Postgres itself to where nothing is kept. */
const copied = (organization: string, part: string) => `
  copy (select p.id, p.sku, p.name, p.description, p.product_type, p.category_id, p.base_uom_id, p.status, p.is_inventory_tracked,
      p.is_purchasable, p.is_sellable, p.attributes, p.tags, p.custom_fields, p.created_at, c.name, u.name
    from product p left join category c on c.id = p.category_id left join unit_of_measure u on u.code = p.base_uom_id
    where p.organization_id = '${organization}' and p.sku ^@ '${part}' and p.deleted_at is null order by p.name, p.id
  ) to '/dev/null' with (format csv)`

async function fill({ ownerUrl, organization }: Lab, part: string, rows: number): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query(insertProducts, [organization, rows, part])
    await client.query('vacuum analyze product')
  })
}

const copySeconds = ({ ownerUrl, organization }: Lab, part: string): Promise<number> =>
  asOwner(ownerUrl, async (client) => {
    const started = performance.now()
    await client.query(copied(organization, part))
    return (performance.now() - started) / 1000
  })

async function asOwner<Result>(connectionString: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

interface Exported {
  readonly part: string
  readonly format: ExportFormat
  readonly rows: number
}

async function exportOf(lab: Lab, { part, format, rows }: Exported): Promise<number> {
  const filter = { field: 'sku', op: 'startswith', value: part } as const
  const { jobId } = await lab.gw.product.export({ organization: lab.organization, format, filter })
  const { seconds, resultLog } = await untilJobOver(lab, jobId)
  if (resultLog.rows !== rows) throw new Error(`${resultLog.rows} of ${rows} rows were written`)
  return seconds
}

const perSecond = (rows: number, seconds: number) => `${Math.round(rows / seconds)} rows/s`

export const exportCsv: Bench = {
  names: ['export-csv-1m', 'export-csv-1m-rss-mb'],
  about:
    'a million products as CSV by an export job, judged row by row, counted and kept as a file, against COPY TO of the same rows to nowhere; and the memory of the worker meanwhile',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 1_000_000 : 50_000
    const part = `${run}x`
    await fill(lab, part, rows)
    const worker: number = readJson(join(lab.dataDir, 'run.json')).services.worker.pid
    const before = await residentMb(worker)
    const { result, growth } = await growthMb(worker, () => exportOf(lab, { part, format: 'csv', rows }))
    const limit = await copySeconds(lab, part)
    const rss = before === null || growth === null ? null : before + growth
    return [
      {
        name: 'export-csv-1m',
        value: limit / result,
        budget: 0.25,
        sense: 'at least',
        ours: perSecond(rows, result),
        limit: perSecond(rows, limit),
      },
      ceilingFinding('export-csv-1m-rss-mb', 300, rss, `${Math.round(rss ?? 0)} MB`),
    ]
  },
}

export const exportXlsx: Bench = {
  names: ['export-xlsx-200k-seconds'],
  about: 'two hundred thousand products as a workbook by an export job',
  run: async (lab, { roundMs }) => {
    const rows = isWhole(roundMs) ? 200_000 : 20_000
    const part = `${run}w`
    await fill(lab, part, rows)
    const seconds = await exportOf(lab, { part, format: 'xlsx', rows })
    return [ceilingFinding('export-xlsx-200k-seconds', 60, seconds * (200_000 / rows), perSecond(rows, seconds))]
  },
}
