import { until } from '../measure/until.ts'
import { untilJobOver } from '../measure/until-job-over.ts'
import type { Lab } from './open-lab.ts'

/** Rows made in an earlier run of the same lab must not be in the way. */
const run = Date.now().toString(36)

export const productHeader = ['sku', 'name', 'product_type', 'description'] as const

/** A row of a sheet, told from those of other benches by its part. */
export const productCells = (part: string, row: number) => [
  `${run}${part}${row}`,
  `Product ${row}`,
  'SERVICE',
  'Measured',
]

export const productLines = (part: string, rows: number) =>
  Array.from({ length: rows }, (_, row) => `${productCells(part, row).join(',')}\n`).join('')

export const productSheet = (part: string, rows: number) =>
  Buffer.from(`${productHeader.join(',')}\n${productLines(part, rows)}`)

interface SheetToImport {
  readonly name: string
  readonly bytes: Buffer
  readonly parameters: { readonly mode: 'insert'; readonly match?: string[]; readonly dry_run?: boolean }
}

/** A file that is there and known clean. */
export async function uploadSheet({ gw, organization }: Lab, { name, bytes }: Pick<SheetToImport, 'name' | 'bytes'>) {
  const { id } = await gw.uploadFile({ name, bytes }, { organization })
  await until('the file is available', async () => (await gw.file.get({ id })).status === 'available', { everyMs: 250 })
  return id
}

export async function startImport({ gw, organization }: Lab, main: string, parameters: SheetToImport['parameters']) {
  const { id } = await gw.dataJob.create({
    values: { organization, jobType: 'import', target: 'product', inputFiles: { main }, parameters },
  })
  return id
}

export async function importProducts(lab: Lab, sheet: SheetToImport) {
  return untilJobOver(lab, await startImport(lab, await uploadSheet(lab, sheet), sheet.parameters))
}
