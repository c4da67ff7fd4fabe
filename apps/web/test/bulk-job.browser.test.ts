import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessibilityFindings, horizontalOverflow, pressOn } from './support/browser.ts'
import { holdProduct } from './support/hold-product.ts'
import { page, seeded, startSignedIn } from './support/signed-in.ts'

const ropes = 420

startSignedIn(62)
beforeAll(async () => {
  const { gw, harbour } = seeded
  await gw.product.createMany({
    rows: Array.from({ length: 4 }, (_, place) => ({
      organization: harbour,
      sku: `ODD-${place}`,
      name: `Odd buoy ${place}`,
      productType: 'PHYSICAL_GOOD' as const,
    })),
  })
  await gw.product.createMany({
    rows: Array.from({ length: ropes }, (_, place) => ({
      organization: harbour,
      sku: `BULK-${String(place).padStart(3, '0')}`,
      name: `Bulk rope ${String(place).padStart(3, '0')}`,
      productType: 'PHYSICAL_GOOD' as const,
    })),
  })
})

/** A busy machine is no fault of the page, and a job is done when it is done. */
const patient = { timeout: 40_000 }
const grid = () => page.getByRole('grid', { name: 'Products' })
const dialog = (name: string) => page.getByRole('dialog', { name })
const tagged = async (tag: string) =>
  (await seeded.gw.product.list({ filter: { field: 'tags', op: 'hasany', value: [tag] }, limit: 1, withCount: true }))
    .count
const under = async () =>
  (await seeded.gw.product.list({ organizations: [seeded.harbour], search: 'Bulk rope', limit: 1, withCount: true }))
    .count

/** Everything that a search finds is chosen, also what is not loaded. */
async function chooseAll(search = 'Bulk rope', all = String(ropes)): Promise<void> {
  await page.goto(`/products?org=${seeded.harbour}&q=${search.replace(' ', '+')}`)
  await grid().getByRole('row').nth(1).waitFor()
  await grid().focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: `Select all ${all} matching` }).click()
  await page.getByText(`All ${all} matching products are selected.`).waitFor()
}

describe('all that a list finds', () => {
  beforeEach(() => chooseAll())

  it('is tagged by a job that tells how far it is, and is taken back by another', async () => {
    await page.getByRole('button', { name: 'Tags', exact: true }).last().click()
    const tags = dialog(`Tags of ${ropes} products`)
    await tags.getByRole('combobox', { name: 'Add' }).fill('wholesale')
    await page.keyboard.press('Enter')
    await tags.getByRole('button', { name: `Change ${ropes}` }).click()
    const progress = dialog('Changing products')
    await progress.getByText(`${ropes} products changed`).waitFor(patient)
    expect(await accessibilityFindings(page)).toEqual([])
    expect(await tagged('wholesale')).toBe(ropes)
    await grid().getByText('wholesale').first().waitFor()

    await pressOn(page, progress.getByRole('button', { name: 'Undo' }))
    await progress.waitFor({ state: 'detached' })
    await expect.poll(() => tagged('wholesale'), patient).toBe(0)
    await expect.poll(() => grid().getByText('wholesale').count(), patient).toBe(0)
  })

  it('goes to the trash and comes back', async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog(`Delete ${ropes} products?`).getByRole('button', { name: 'Delete' }).click()
    const progress = dialog('Deleting products')
    await progress.getByText(`${ropes} products deleted`).waitFor(patient)
    expect(await under()).toBe(0)
    await page.getByText('No products match').waitFor()
    await progress.getByRole('button', { name: 'Undo' }).click()
    // Each comes out of the trash by itself, since it may bring others with it.
    await expect.poll(under, patient).toBe(ropes)
    await grid().getByRole('row').nth(1).waitFor()
  })
})

describe('a change of many rows', () => {
  beforeAll(async () => {
    for (const batch of [0, 1, 2]) {
      await seeded.gw.product.createMany({
        rows: Array.from({ length: 400 }, (_, place) => ({
          organization: seeded.harbour,
          sku: `STOP-${batch}${String(place).padStart(3, '0')}`,
          name: 'Stopped chain',
          productType: 'PHYSICAL_GOOD' as const,
        })),
      })
    }
  })

  it('is stopped from where it is watched: what was done until then stays done, and is taken back', async () => {
    await chooseAll('Stopped chain', '1,200')
    await page.getByRole('button', { name: 'Tags', exact: true }).last().click()
    const tags = dialog('Tags of 1,200 products')
    await tags.getByRole('combobox', { name: 'Add' }).fill('halfway')
    await page.keyboard.press('Enter')
    const held = await holdProduct('STOP-2399')
    await tags.getByRole('button', { name: 'Change 1,200' }).click()
    const progress = dialog('Changing products')
    await progress.getByText(/ of 1,200$/).waitFor(patient)
    expect(await accessibilityFindings(page)).toEqual([])
    await held.untilMet()
    await pressOn(page, progress.getByRole('button', { name: 'Stop' }))
    await progress.getByText('Stopping after this part').waitFor()
    await held.letGo()
    await progress.getByText('Stopped. What was done before stays done.').waitFor(patient)
    const done = (await tagged('halfway')) ?? 0
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(1200)
    await progress.getByText(`${done.toLocaleString('en-GB')} products changed`).waitFor()
    await pressOn(page, progress.getByRole('button', { name: 'Undo' }))
    await expect.poll(() => tagged('halfway'), patient).toBe(0)
  })
})

it('rows that refused are told with the job, and each leads to its record', async () => {
  const { jobId } = await seeded.gw.product.bulk({
    organization: seeded.harbour,
    action: 'update',
    search: 'Odd buoy',
    values: { sku: 'ODD-SAME' },
  })
  await page.goto(`/data-jobs?open=${jobId}`)
  const pane = page.getByRole('complementary', { name: 'Job' })
  const issues = pane.getByRole('region', { name: 'What was left as it is' })
  await issues.getByRole('link', { name: 'Open the record' }).nth(2).waitFor(patient)
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await horizontalOverflow(page)).toBe(0)
  await issues.getByRole('link', { name: 'Open the record' }).first().click()
  await page.getByRole('complementary', { name: 'Product' }).getByRole('textbox', { name: 'SKU' }).waitFor()
})
