import { readFile } from 'node:fs/promises'
import { writeXlsx } from 'hucre/xlsx'
import type { Download } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { askForImport, bringIn } from './support/bring-in.ts'
import { accessibilityFindings, pressOn } from './support/browser.ts'
import { holdProduct } from './support/hold-product.ts'
import { aDesk, choose, count, faulty, heading, openImport, pick, press } from './support/import-wizard.ts'
import { page, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(29)
const onDesk = aDesk()

const header = 'sku,name,product_type\n'
const productsOf = async (sku: string) => {
  const filter = { field: 'sku', op: 'startswith', value: sku } as const
  return (await seeded.gw.product.list({ filter, orderBy: ['sku'], organizations: [seeded.harbour] })).rows
}
const brought = async (sku: string) => (await productsOf(sku)).map((row) => `${row.sku} ${row.name}`)
const kindsOf = async (names: readonly string[]) => {
  const filter = { field: 'name', op: 'in', value: names } as const
  return (await seeded.gw.category.list({ filter, organizations: [seeded.harbour] })).rows.map(({ name }) => name)
}
async function takeBack(): Promise<void> {
  await press('Take it back')
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
}
const openJob = (job: string) => page.goto(`/products/import?org=${seeded.harbour}&job=${job}`)

async function download(name: string): Promise<Download> {
  const downloading = page.waitForEvent('download')
  await press(name)
  return downloading
}

describe('a template', () => {
  it('is had as text with the names of the columns, which an import knows', async () => {
    await openImport()
    const template = await download('CSV template')
    expect(template.suggestedFilename()).toBe('products-template.csv')
    const columns = (await readFile(await template.path(), 'utf8')).trim().split(',')
    expect(columns).toEqual(expect.arrayContaining(['sku', 'name', 'product_type']))
    const cells: Readonly<Record<string, string>> = { sku: 'TP-1', name: 'Template lamp', product_type: 'SERVICE' }
    const line = columns.map((column) => cells[column] ?? '')
    await pick(await onDesk('Filled in.csv', `${columns.join(',')}\n${line.join(',')}\n`))
    await heading('Does it look right?').waitFor()
    await press('Next')
    await page.getByText(`${columns.length} of ${columns.length} columns are brought in.`).waitFor()
  })

  it('is had as a workbook, whose first sheet is the one to fill in', async () => {
    await openImport()
    const template = await download('Excel template')
    expect(template.suggestedFilename()).toBe('products-template.xlsx')
    await pick(await onDesk('Empty template.xlsx', await readFile(await template.path())))
    await page.getByText('There are no rows below the names.').waitFor()
    await page.getByRole('columnheader', { name: 'product_type', exact: true }).waitFor()
    await choose('Sheet', 'Columns')
    await page.getByRole('columnheader', { name: 'required', exact: true }).waitFor()
  })
})

it('of a workbook of several sheets the second can be taken, with names in another row', async () => {
  const workbook = await writeXlsx({
    sheets: [
      { name: 'Cover', rows: [['Price list'], ['of the north quay']] },
      {
        name: 'Lamps',
        rows: [['Lamps, spring'], [], ['sku', 'name', 'product_type'], ['WB-1', 'Deck lamp', 'PHYSICAL_GOOD']],
      },
      {
        name: 'Ropes',
        rows: [
          ['sku', 'name', 'product_type'],
          ['WB-9', 'Tow rope', 'PHYSICAL_GOOD'],
        ],
      },
    ],
  })
  await openImport()
  await pick(await onDesk('Price list.xlsx', workbook))
  await heading('Does it look right?').waitFor()
  await page.getByText('Excel workbook').waitFor()
  await choose('Sheet', 'Lamps')
  await page.getByRole('cell', { name: 'Deck lamp' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Row with the names' }).inputValue()).toBe('3')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.reload()
  await page.getByRole('cell', { name: 'Deck lamp' }).waitFor()
  await press('Next')
  await heading('What do the columns mean?').waitFor()
  await press('Next')
  await page.getByRole('radio', { name: 'By SKU' }).waitFor()
  await press('Check')
  await expect.poll(() => count('new').textContent()).toBe('1')
  await press('Import 1 row')
  await heading('1 row brought in').waitFor()
  expect(await brought('WB-')).toEqual(['WB-1 Deck lamp'])
})

it('an import that is under way is cancelled after a question: what had landed stays, and can be taken back', async () => {
  const rows = 1500
  const lines = Array.from({ length: rows }, (_, at) => `CN-${String(at).padStart(4, '0')},Chain ${at},SERVICE\n`)
  const { gw, harbour: organization } = seeded
  await gw.product.create({ values: { organization, sku: 'CN-1400', name: 'Old chain', productType: 'SERVICE' } })
  const held = await holdProduct('CN-1400')
  const { job } = await askForImport({ name: 'Chains.csv', csv: header + lines.join('') })
  await openJob(job)
  await heading('The rows are being brought in.').waitFor()
  await held.untilMet()
  expect(await accessibilityFindings(page)).toEqual([])
  await pressOn(page, page.getByRole('button', { name: 'Cancel', exact: true }))
  await page.getByRole('dialog', { name: 'Cancel this job?' }).getByRole('button', { name: 'Cancel job' }).click()
  await page.getByText('The job stops as soon as it can').waitFor()
  await held.letGo()
  await heading('Cancelled. What had landed until then stays.').waitFor()
  const { status, created } = await seeded.gw.dataJob.get({ id: job })
  expect(status).toBe('CANCELLED')
  expect(created).toBeGreaterThan(0)
  expect(created).toBeLessThan(1400)
  expect(await count('new').textContent()).toBe(created.toLocaleString('en-GB'))
  await takeBack()
  await heading('Taken back').waitFor()
  expect(await brought('CN-')).toEqual(['CN-1400 Old chain'])
})

it('what an undo had to leave is told, and comes with another one', async () => {
  const csv = 'name,category_type\nShackles,PRODUCT\nThimbles,PRODUCT\n'
  const { job } = await bringIn({ name: 'Kinds.csv', csv, target: 'category', parameters: { mode: 'insert' } })
  const products = `${header.trim()},category\nUD-1,Bow shackle,SERVICE,Shackles\n`
  await bringIn({ name: 'Of a kind.csv', csv: products })
  await page.goto(`/categories/import?org=${seeded.harbour}&job=${job}`)
  await heading('2 rows brought in').waitFor()
  await takeBack()
  await heading('Taken back').waitFor()
  const told = page.getByText('Something stood in the way of 1 row', { exact: false })
  await told.waitFor()
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await kindsOf(['Shackles', 'Thimbles'])).toEqual(['Shackles'])

  const [used] = await productsOf('UD-')
  await seeded.gw.product.remove({ id: used?.id ?? '' })
  await takeBack()
  await told.waitFor({ state: 'detached' })
  expect(await kindsOf(['Shackles', 'Thimbles'])).toEqual([])
})

describe('an import that failed', () => {
  it('says why, and is begun again with the same file, told what nobody could guess', async () => {
    const { job } = await bringIn({ name: 'Colours.csv', csv: 'colour,shade\nFA-1,Lamp red\n' })
    await openJob(job)
    const why = page.getByRole('alert').filter({ hasText: 'The import did not come to its end' })
    await why.getByText('No column of the file is mapped').waitFor()
    await page.getByText('Nothing was written.').waitFor()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await press('Begin again with this file')
    await heading('Does it look right?').waitFor()
    await page.getByRole('cell', { name: 'Lamp red' }).waitFor()
    await press('Next')
    await choose('Column for colour', 'SKU')
    await choose('Column for shade', 'Name')
    await choose('Type for all new rows', 'Service')
    await press('Next')
    await press('Check')
    await press('Import 1 row')
    await heading('1 row brought in').waitFor()
    expect(await brought('FA-')).toEqual(['FA-1 Lamp red'])
  })

  it('shows the rows that were wrong until then, to be mended and checked again', async () => {
    const { job } = await bringIn({ name: 'Half.csv', csv: `${header}FB-1,Buoy,SERVICE\nFB-2,,SERVICE\n` })
    await failAfterwards(job)
    await openJob(job)
    await page.getByText('1 row landed before that, and stays.').waitFor()
    await page.getByRole('button', { name: 'Bad rows as a file' }).waitFor()
    await faulty().getByText('FB-2').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await press('Next problem')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Name' }).fill('Bell buoy')
    await page.keyboard.press('Enter')
    await page.getByText('1 cell mended').waitFor()
    await press('Check again')
    await expect.poll(() => count('new').textContent()).toBe('1')
    await press('Import 1 row')
    await heading('1 row brought in').waitFor()
    expect(await brought('FB-')).toEqual(['FB-1 Buoy', 'FB-2 Bell buoy'])
  })
})

/** As if it had come to grief right after its last row. */
async function failAfterwards(job: string): Promise<void> {
  const problem = JSON.stringify({ problem: { code: 'unavailable', message: 'The store of files did not answer' } })
  await stack.sql(`update data_job set status = 'FAILED', result_log = result_log || $2::jsonb where id = $1`, [
    job,
    problem,
  ])
}
