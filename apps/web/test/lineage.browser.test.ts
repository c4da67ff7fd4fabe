import { beforeAll, describe, expect, it } from 'vitest'
import { type Brought, bringIn } from './support/bring-in.ts'
import { accessibilityFindings, horizontalOverflow } from './support/browser.ts'
import { page, seeded, startSignedIn } from './support/signed-in.ts'

startSignedIn(60)

let first: Brought
let second: Brought
const products = new Map<string, string>()

beforeAll(async () => {
  const header = 'sku,name,product_type\n'
  first = await bringIn({ name: 'spring.csv', csv: `${header}LN-1,Lantern,SERVICE\nLN-2,Lens,SERVICE\n` })
  second = await bringIn({
    name: 'autumn.csv',
    csv: 'sku,name\nLN-2,Fresnel lens\nLN-9,\n',
    parameters: { mode: 'update' },
  })
  const { rows } = await seeded.gw.product.list({ organizations: [seeded.harbour], search: 'LN-' })
  for (const { sku, id } of rows) products.set(sku, id)
})

const openProduct = (sku: string) => page.goto(`/products?org=${seeded.harbour}&open=${products.get(sku)}`)
const origin = () => page.getByRole('region', { name: 'Where it comes from' })
const jobPane = () => page.getByRole('complementary', { name: 'Job' })

describe('where a record comes from', () => {
  it('names the file, the row and the import of each time it came in, the latest first, with the ways there', async () => {
    await openProduct('LN-2')
    const entries = origin().getByRole('listitem')
    await entries.nth(1).waitFor()
    await expect
      .poll(() => entries.first().textContent())
      .toMatch(/^Row 2 of autumn\.csv\s*Changed .+ · Import by admin$/)
    await expect.poll(() => entries.nth(1).textContent()).toMatch(/^Row 3 of spring\.csv\s*Made .+ · Import by admin$/)
    expect(await accessibilityFindings(page)).toEqual([])

    await origin().getByRole('link', { name: 'spring.csv' }).click()
    const made = page
      .getByRole('complementary', { name: 'Details' })
      .getByRole('region', { name: 'What was made of it' })
    await made.getByText('Products: 2 new rows').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await made.getByRole('link', { name: 'Import by admin' }).click()
    await jobPane().getByRole('link', { name: 'spring.csv' }).waitFor()
  })

  it('is nothing where no file brought it', async () => {
    const { rows } = await seeded.gw.product.list({ search: 'ROPE-24' })
    const asked = page.waitForResponse((response) => response.url().includes('product.lineage'))
    await page.goto(`/products?org=${seeded.harbour}&open=${rows[0]?.id}`)
    await page.getByRole('region', { name: 'About this record' }).waitFor()
    await asked
    expect(await origin().count()).toBe(0)
  })
})

describe('what an import made', () => {
  it('is listed with what was changed since, and each row leads to its record', async () => {
    await page.goto(`/data-jobs?org=${seeded.harbour}&open=${first.job}`)
    const rows = jobPane().getByRole('region', { name: 'Rows it made or changed' })
    await rows.getByRole('row', { name: /Fresnel lens Row 3 · Made Changed since/ }).waitFor()
    await rows.getByRole('row', { name: /Lantern Row 2 · Made As it came/ }).waitFor()
    await jobPane().getByText('Files kept until').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    await rows.getByRole('checkbox', { name: 'Only what was changed since' }).check()
    await rows.getByRole('row', { name: /Lantern/ }).waitFor({ state: 'detached' })
    await rows.getByRole('link', { name: 'Fresnel lens' }).click()
    await origin().getByText('Row 2 of autumn.csv').waitFor()
  })

  it('and what did not land, with the reason', async () => {
    await page.goto(`/data-jobs?org=${seeded.harbour}&open=${second.job}`)
    const issues = jobPane().getByRole('region', { name: 'What did not land' })
    await issues.getByRole('row', { name: /^3 / }).waitFor()
    await jobPane().getByRole('button', { name: 'Download the bad rows' }).waitFor()
  })

  it('after it was taken back, what the undo left as it is', async () => {
    await page.goto(`/data-jobs?org=${seeded.harbour}&type=import`)
    const list = page.getByRole('grid', { name: 'Jobs' })
    await list
      .getByRole('row')
      .filter({ hasText: 'spring.csv' })
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Take it back' }).click()
    const question = page.getByRole('dialog', { name: 'Take this back?' })
    await question.getByRole('button', { name: 'Take it back' }).click()
    await list.getByRole('row').filter({ hasText: 'Taken back' }).filter({ hasText: 'spring.csv' }).waitFor()
    await page.goto(`/data-jobs?org=${seeded.harbour}&type=undo`)
    await list.getByRole('row').filter({ hasText: 'Done' }).getByRole('link').first().click()
    await jobPane().getByText('left as they are').waitFor()
    const left = jobPane().getByRole('region', { name: 'What was left as it is' })
    await left.getByRole('row', { name: /^3 Somebody has changed it since/ }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })
})

it('all of it fits a small screen', async () => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openProduct('LN-2')
  await origin().getByText('autumn.csv').waitFor()
  expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0)
  await page.goto(`/data-jobs?org=${seeded.harbour}&open=${second.job}`)
  await jobPane().getByRole('region', { name: 'Rows it made or changed' }).getByRole('row').nth(1).waitFor()
  expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0)
  expect(await accessibilityFindings(page)).toEqual([])
})
