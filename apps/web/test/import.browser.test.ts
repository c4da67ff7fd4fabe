import { describe, expect, it } from 'vitest'
import { accessibilityFindings, drop, newVisitor, pressOn, startSession, untilFocused } from './support/browser.ts'
import { aDesk, choose, count, csvOf, faulty, heading, openImport, pick, press } from './support/import-wizard.ts'
import { browser, page, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(50)
const onDesk = aDesk()

const delivery = [
  'SKU;Name;Type;Colour of the box',
  'IM-1;Mooring lamp;PHYSICAL_GOOD;red',
  'IM-2;Harbour tour;Servize;',
  'IM-3;Tide talk;Servize;blue',
  'IM-4;;DIGITAL;',
  'QL-4100;Quay lamp 4100 lm, mark two;PHYSICAL_GOOD;',
]

const skus = async () => {
  const { rows } = await seeded.gw.product.list({
    filter: { field: 'sku', op: 'startswith', value: 'IM-' },
    orderBy: ['sku'],
    organizations: [seeded.harbour],
  })
  return rows.map(({ sku, productType }) => `${sku} ${productType}`)
}

describe('the way from a file to rows', () => {
  it('begins at the list: the file is read as it looks, and its columns are known by their names', async () => {
    await page.goto(`/products?org=${seeded.harbour}`)
    await page.getByRole('link', { name: 'Import', exact: true }).click()
    await heading('Which file?').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await pick(await onDesk('Delivery.csv', csvOf(delivery)))

    await heading('Does it look right?').waitFor()
    await page.getByRole('cell', { name: 'Harbour tour' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Between the cells' }).inputValue()).toBe('Semicolon ;')
    expect(await accessibilityFindings(page)).toEqual([])
    await press('Next')

    await untilFocused(page, heading('What do the columns mean?'))
    expect(await page.getByRole('combobox', { name: 'Column for Type' }).inputValue()).toBe('Type')
    await page.getByText('“Colour of the box” is left out.').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await press('Next')

    await page.getByRole('radio', { name: 'By SKU' }).waitFor()
    expect(await page.getByRole('radio', { name: 'By SKU' }).isChecked()).toBe(true)
    expect(await accessibilityFindings(page)).toEqual([])
    await press('Check')
  })

  it('tries it without writing: counts, what each cell would become, and what is wrong', async () => {
    await untilFocused(page, heading('This is what would happen'))
    await expect.poll(() => count('failed').textContent()).toBe('3')
    expect(await count('new').textContent()).toBe('1')
    expect(await count('changed').textContent()).toBe('1')
    expect(await skus()).toEqual([])
    await page.getByText('Changes', { exact: true }).click()
    const changed = page.getByRole('table', { name: 'Changes' }).getByRole('row').filter({ hasText: 'QL-4100' })
    await changed
      .or(page.getByRole('row').filter({ hasText: 'mark two' }))
      .getByText('Quay lamp 4100 lm', { exact: true })
      .waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('goes on where it stood when the page is loaded again', async () => {
    await page.reload()
    await faulty().getByRole('gridcell', { name: 'Servize' }).first().waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('has its faulty cells mended by the keyboard, the same slip elsewhere at once', async () => {
    await pressOn(page, page.getByRole('button', { name: 'Next problem' }))
    await untilFocused(page, faulty())
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Service' }).click()
    await page.getByText('1 other row has “Servize” there too.').waitFor()
    await press('Mend it too')
    await untilFocused(page, faulty())
    await press('Next problem')
    await untilFocused(page, faulty())
    await page.keyboard.press('Enter')
    await untilFocused(page, page.getByRole('textbox', { name: 'Name' }))
    await page.keyboard.type('Tide tables')
    await page.keyboard.press('Enter')
    await page.getByText('3 cells mended').waitFor()
    await page.getByText('Every problem here has been touched').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('keeps what is mended and not yet tried when the page is loaded again', async () => {
    await page.reload()
    await page.getByText('3 cells mended').waitFor()
    await page.getByText('Every problem here has been touched').waitFor()
    await faulty().getByText('Tide tables').waitFor()
    await press('Check again')
    await expect.poll(() => count('new').textContent()).toBe('4')
    expect(await count('failed').count()).toBe(0)
  })

  it('keeps it in a plan that is gone back to', async () => {
    await press('Back')
    await page.getByText('3 cells mended: that goes with it.').waitFor()
    await press('Check')
    await untilFocused(page, heading('This is what would happen'))
    await expect.poll(() => count('new').textContent()).toBe('4')
    expect(await count('failed').count()).toBe(0)
  })

  it('is applied, and says where the rows are', async () => {
    await press('Import 5 rows')
    await heading('5 rows brought in').waitFor()
    expect(await skus()).toEqual(['IM-1 PHYSICAL_GOOD', 'IM-2 SERVICE', 'IM-3 SERVICE', 'IM-4 DIGITAL'])
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('is taken back', async () => {
    await press('Take it back')
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await heading('Taken back').waitFor()
    expect(await skus()).toEqual([])
    const { rows } = await seeded.gw.product.list({ search: 'QL-4100', organizations: [seeded.harbour] })
    expect(rows[0]?.name).toBe('Quay lamp 4100 lm')
  })
})

describe('what an import is told', () => {
  it('is remembered for the next file of that kind, which may be dropped on the page', async () => {
    await press('Import another file')
    await heading('Which file?').waitFor()
    await drop(page, [await onDesk('Delivery 2.csv', csvOf([delivery[0] ?? '', 'IM-9;Second lamp;DIGITAL;green']))])
    await heading('Does it look right?').waitFor()
    await press('Next')
    await page.getByText('as last time').first().waitFor()
  })

  it('can be changed: another meaning, a value for all new rows, only new ones; rows left out stay out', async () => {
    const lines = ['Number,Label', 'IM-20,Buoy', 'IM-21,', 'IM-22,Cleat']
    await openImport()
    await pick(await onDesk('Stock.csv', csvOf(lines)))
    await heading('Does it look right?').waitFor()
    await press('Next')
    await choose('Column for Number', 'SKU')
    await choose('Column for Label', 'Name')
    await press('Next')
    await page.getByRole('radio', { name: 'Only add new rows' }).check()
    await page.getByText('New rows lack a required column.').waitFor()
    await press('Back')
    await choose('Type for all new rows', 'Service')
    await press('Next')
    await press('Check')
    await expect.poll(() => count('failed').textContent()).toBe('1')
    await page.getByRole('button', { name: 'Actions for row 3' }).click()
    await page.getByRole('menuitem', { name: 'Leave this row out' }).click()
    await page.getByText('1 row left out').waitFor()
    await press('Check again')
    await expect.poll(() => count('skipped').textContent()).toBe('1')
    await press('Import 2 rows')
    await heading('2 rows brought in').waitFor()
    expect(await skus()).toEqual(['IM-20 SERVICE', 'IM-22 SERVICE'])
  })

  it('says how much of what is wrong is shown, and shows the rest', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => `IM-${100 + at};Rope ${at};Servize;`)
    await openImport()
    await pick(await onDesk('Ropes.csv', csvOf([delivery[0] ?? '', ...lines])))
    await untilFocused(page, heading('Does it look right?'))
    await press('Next')
    await untilFocused(page, heading('What do the columns mean?'))
    await press('Next')
    await press('Check')
    await page.getByText('100 problems in the first 100 of 120 rows').waitFor()
    await press('Show more rows')
    await page.getByText('120 problems', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Show more rows' }).count()).toBe(0)
  })

  it('can be read otherwise than it looks, which the tab remembers: other names, another mark between the cells', async () => {
    await openImport()
    await pick(await onDesk('Titled.csv', csvOf(['Stock in spring|', 'sku|name', 'IM-30|Chain, galvanised'])))
    await heading('Does it look right?').waitFor()
    // The title is passed over; who wants it as the names says so.
    await page.getByRole('columnheader', { name: 'sku', exact: true }).waitFor()
    await page.getByRole('textbox', { name: 'Row with the names' }).fill('1')
    await page.getByRole('columnheader', { name: 'Stock in spring', exact: true }).waitFor()
    await choose('Between the cells', 'Comma ,')
    await page.getByRole('columnheader', { name: 'Stock in spring|' }).waitFor()
    await page.reload()
    await page.getByRole('columnheader', { name: 'Stock in spring|' }).waitFor()
  })

  it('is refused with its reason when the file is no table', async () => {
    await openImport()
    await pick(await onDesk('Empty.csv', csvOf([])))
    await heading('This cannot be read as a table').waitFor()
    await press('Choose another file')
    await heading('Which file?').waitFor()
  })
})

it('is not offered to who may not bring rows in', async () => {
  const { page: visited, context } = await newVisitor(browser, stack.url)
  await startSession(visited, 'jonas', 'jonas-keeps-the-harbour-lit')
  await visited.goto(`/products?org=${seeded.harbour}`)
  await visited.getByRole('row').filter({ hasText: 'Quay lamp 2040 lm' }).waitFor()
  expect(await visited.getByRole('link', { name: 'Import', exact: true }).count()).toBe(0)
  await visited.goto(`/products/import?org=${seeded.harbour}`)
  await visited.getByRole('heading', { name: 'You may not import products here' }).waitFor()
  await context.close()
})
