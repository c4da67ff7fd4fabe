import { describe, expect, it } from 'vitest'
import { row } from './support/browser.ts'
import { holdAnswer } from './support/hold-answer.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(32)

const drawer = () => page.getByRole('dialog')
const products = async (search = '') => {
  await page.goto(`/products?org=${seeded.harbour}${search}`)
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
}

/** A page of a list, not a few of its rows or their number alone. */
const isWholeList = ({ pathname, search }: URL) =>
  pathname.includes('product.list') && decodeURIComponent(search).includes('"limit":100,')

describe('products, by their definition alone', () => {
  it('says at each field what is missing, then what the server minds, and creates', async () => {
    await products()
    await page.getByRole('button', { name: 'New product' }).click()
    await drawer().getByRole('button', { name: 'Create' }).click()
    await expect.poll(() => drawer().getByText('This field is required').count()).toBe(3)

    await drawer().getByRole('textbox', { name: 'SKU' }).fill('QL-2040')
    await drawer().getByRole('textbox', { name: 'Name' }).fill('Quay lamp 9000 lm')
    await drawer().getByRole('combobox', { name: 'Type' }).click()
    await page.getByRole('option', { name: 'Physical good' }).click()
    await drawer().getByRole('button', { name: 'Create' }).click()
    await drawer().getByRole('alert').or(drawer().locator('[aria-invalid="true"]')).first().waitFor()
    expect(await drawer().getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Quay lamp 9000 lm')

    await drawer().getByRole('textbox', { name: 'SKU' }).fill('QL-9000')
    await drawer().getByRole('button', { name: 'Create' }).click()
    await drawer().waitFor({ state: 'hidden' })
    await row(page, 'Quay lamp 9000 lm').waitFor()
  })

  it('filters and orders in the address', async () => {
    await products()
    await page.getByRole('button', { name: 'Status', exact: true }).first().click()
    await page.getByRole('checkbox', { name: 'Discontinued' }).check()
    await page.keyboard.press('Escape')
    await page.waitForURL(/filter=status%3Adiscontinued/)
    await row(page, 'Quay lamp 2040 lm').waitFor({ state: 'hidden' })
    await page.reload()
    await row(page, 'Harbour chart 2023 (digital)').waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
  })

  it('deletes with a way back', async () => {
    await products()
    await row(page, 'Channel buoy, red').getByRole('gridcell').nth(2).click()
    await page.keyboard.press('Delete')
    await row(page, 'Channel buoy, red').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(page, 'Channel buoy, red').waitFor()
  })

  it('shows what others change while it is open', async () => {
    await products()
    await row(page, 'Polyester rope 24 mm').waitFor()
    const { rows } = await seeded.gw.product.list({ search: 'ROPE-24' })
    await seeded.gw.product.update({ id: rows[0]?.id ?? '', values: { name: 'Polyester rope 26 mm' } })
    await row(page, 'Polyester rope 26 mm').waitFor()
  })

  it('shows no older answer after a newer one', async () => {
    const { gw, harbour: organization } = seeded
    const { rows } = await gw.product.list({ search: 'ROPE-24' })
    const { id = '', name = '' } = rows[0] ?? {}
    await products()
    await row(page, name).waitFor()
    // The list is asked for again, and its answer is on its way while one of its rows changes.
    const { asked, release } = holdAnswer(page, isWholeList)
    const sku = `ROPE-${Math.random()}`
    await gw.product.create({ values: { organization, sku, name: 'Polyester twine', productType: 'PHYSICAL_GOOD' } })
    await asked
    await gw.product.update({ id, values: { name: `${name}, tarred` } })
    await row(page, `${name}, tarred`).waitFor()
    release()
    await row(page, sku).waitFor()
    expect(await row(page, `${name}, tarred`).count()).toBe(1)
  })
})

describe('organizations', () => {
  it('stand as a tree that folds with the arrow keys', async () => {
    await page.goto('/organizations')
    await row(page, 'Meridian Logistics').click()
    await page.keyboard.press('ArrowLeft')
    await row(page, 'Depot 10').waitFor({ state: 'hidden' })
    await page.keyboard.press('ArrowRight')
    await row(page, 'Depot 10').waitFor()
    expect(await row(page, 'Depot 10').getAttribute('aria-level')).toBe('3')
  })

  it('are added below one another and moved', async () => {
    await page.goto('/organizations')
    await row(page, 'Survey team')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Move' }).click()
    await drawer().getByRole('button', { name: 'Meridian Harbour' }).click()
    await page.getByRole('option', { name: /Meridian Logistics/ }).click()
    await drawer().getByRole('button', { name: 'Move', exact: true }).click()
    await drawer().waitFor({ state: 'hidden' })
    const parent = async () => (await seeded.gw.organization.list({ search: 'MER-HS' })).rows[0]?.parent
    await expect.poll(parent).toBe(seeded.logistics)

    await row(page, 'Depot 2')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Add below' }).click()
    await drawer().getByRole('textbox', { name: 'Name' }).fill('Cold store')
    await drawer().getByRole('textbox', { name: 'Code' }).fill('MER-L2C')
    await drawer().getByRole('combobox', { name: 'Type' }).click()
    await page.getByRole('option', { name: 'Department' }).click()
    await drawer().getByRole('button', { name: 'Create' }).click()
    await row(page, 'Cold store').waitFor()
    expect(await row(page, 'Cold store').getAttribute('aria-level')).toBe('4')
  })
})

describe('without the server', () => {
  it('says so, and goes on by itself when it is back', async () => {
    await products()
    await page.context().setOffline(true)
    await page.getByText('You are offline').waitFor()
    await page.context().setOffline(false)
    await page.getByText('You are offline').waitFor({ state: 'hidden' })
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
