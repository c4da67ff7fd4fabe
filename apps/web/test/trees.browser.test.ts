import { beforeEach, describe, expect, it } from 'vitest'
import { drag, row, settledChoices, takeFromMenu, untilFocused } from './support/browser.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(41)

const line = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const levelOf = (name: string) => line(name).getAttribute('aria-level')
const menuOf = (name: string) => line(name).getByRole('button', { name: /^Actions for/ })

/** Goes down the tree with the arrow key until the line has its turn. */
async function reach(name: string): Promise<void> {
  const grid = page.getByRole('treegrid')
  const id = await line(name).getAttribute('id')
  const count = await grid.getByRole('row').count()
  for (let steps = 0; steps < count; steps += 1) {
    if ((await grid.getAttribute('aria-activedescendant')) === id) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`Not reached with the arrow key: ${name}`)
}

async function category(name: string) {
  const { rows } = await seeded.gw.category.list({ search: name, limit: 10 })
  return rows.find((found) => found.name === name)
}

describe('a tree of categories', () => {
  beforeEach(async () => {
    await page.goto(`/categories?org=${seeded.harbour}`)
    await line('Cardinal').waitFor()
  })

  it('folds and unfolds with the arrow keys', async () => {
    await line('Buoys')
      .getByRole('gridcell')
      .last()
      .click({ position: { x: 2, y: 2 } })
    await page.getByRole('treegrid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    await line('Buoys').waitFor({ state: 'hidden' })
    await page.keyboard.press('ArrowRight')
    await line('Buoys').waitFor()
    expect(await levelOf('Buoys')).toBe('2')
    expect(await line('Lighting').getAttribute('aria-expanded')).toBe('true')
    expect(await line('Services').getAttribute('aria-expanded')).toBeNull()
  })

  it('goes to what stands below and back up with the arrow keys', async () => {
    const grid = page.getByRole('treegrid')
    const hasTurn = async (name: string) => {
      const id = await line(name).getAttribute('id')
      await expect.poll(() => grid.getAttribute('aria-activedescendant')).toBe(id)
    }
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await hasTurn('Buoys')
    await page.keyboard.press('ArrowRight')
    await hasTurn('Cardinal')
    await page.keyboard.press('ArrowRight')
    await hasTurn('Cardinal')
    await page.keyboard.press('ArrowLeft')
    await hasTurn('Buoys')
    await page.keyboard.press('ArrowLeft')
    await line('Cardinal').waitFor({ state: 'hidden' })
    await page.keyboard.press('ArrowLeft')
    await hasTurn('Lighting')
  })

  it('puts a node below the one it is dropped on', async () => {
    await drag(page, line('Ropes'), line('Services'))
    await expect.poll(async () => (await category('Ropes'))?.parentName).toBe('Services')
    expect(await levelOf('Ropes')).toBe('2')
  })

  it('puts a node at the top', async () => {
    const top = page.getByText('Drop here for the top level')
    await drag(page, line('Quay lamps'), line('Services'), top)
    await expect.poll(async () => (await category('Quay lamps'))?.parent).toBeNull()
  })

  it('takes nothing below itself', async () => {
    await drag(page, line('Lighting'), line('Cardinal'))
    expect((await category('Lighting'))?.parent).toBeNull()
    expect(await levelOf('Lighting')).toBe('1')
    expect(await levelOf('Cardinal')).toBe('3')
  })

  it('takes back a move that the server refuses, and says why', async () => {
    const { gw, harbour } = seeded
    const values = { organization: harbour, categoryType: 'PRODUCT', name: 'Fenders' } as const
    await gw.category.create({ values })
    await page.reload()
    const top = page.getByRole('row', { name: /Fenders/ }).and(page.locator('[aria-level="1"]'))
    await top.waitFor()
    await drag(page, top, line('Mooring'))
    await page.getByText('was not moved').waitFor()
    await top.waitFor()
  })

  it('moves a node by the keyboard alone, never below itself', async () => {
    await page.getByRole('treegrid').focus()
    await page.keyboard.press('Home')
    await reach('Buoys')
    await page.keyboard.press('Shift+F10')
    await takeFromMenu(page, 'Move to')
    const dialog = page.getByRole('dialog', { name: 'Move Buoys below' })
    await dialog.getByRole('button', { name: 'Lighting' }).press('Enter')
    await page.getByRole('option', { name: 'Services' }).waitFor()
    expect(await page.getByRole('option', { name: 'Cardinal' }).count()).toBe(0)
    await untilFocused(page, page.getByPlaceholder('Find a category'))
    await page.keyboard.type('Mooring')
    await page.getByRole('option', { name: 'Services' }).waitFor({ state: 'hidden' })
    await settledChoices(page).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await untilFocused(page, dialog.getByRole('button', { name: 'Mooring' }))
    await dialog.getByRole('button', { name: 'Move', exact: true }).press('Enter')
    await expect.poll(async () => (await category('Buoys'))?.parentName).toBe('Mooring')
  })

  it('begins a new one below another', async () => {
    await menuOf('Bollards').click()
    await page.getByRole('menuitem', { name: 'Add below' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Cast iron')
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await line('Cast iron').waitFor()
    expect((await category('Cast iron'))?.parentName).toBe('Bollards')
  })

  it('shows another type as another tree, and keeps that in the address', async () => {
    await page
      .getByRole('combobox', { name: 'Type of category' })
      .or(page.getByRole('textbox', { name: 'Type of category' }))
      .first()
      .click()
    await page.getByRole('option', { name: 'Document type' }).click()
    await line('Survey report').waitFor()
    await page.waitForURL(/within=DOCUMENT_TYPE/)
    expect(await line('Mooring').count()).toBe(0)
  })

  it('finds a node however deep it is', async () => {
    await page.getByRole('searchbox', { name: 'Search categories' }).fill('cardin')
    await line('Lighting').waitFor({ state: 'hidden' })
    await line('Cardinal').waitFor()
    await row(page, 'in Buoys').waitFor()
  })

  it('shows what a filter finds without its tree, and keeps that as a view to come back to', async () => {
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const panel = page.getByRole('region', { name: 'Advanced filter' })
    await panel.getByRole('textbox', { name: 'Value' }).fill('cardin')
    await line('Lighting').waitFor({ state: 'hidden' })
    await line('Cardinal').waitFor()
    await page.getByRole('button', { name: 'Save view…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as a new view' })
    await dialog.getByLabel('Name').fill('Cardinals')
    await dialog.getByLabel('Name').press('Enter')
    await page.getByRole('button', { name: 'View: Cardinals', exact: true }).waitFor()
    await page.waitForURL(/view=/)

    await page.reload()
    await line('Cardinal').waitFor()
    expect(await line('Lighting').count()).toBe(0)
    await page.getByRole('button', { name: 'View: Cardinals', exact: true }).click()
    await takeFromMenu(page, 'All categories')
    await line('Lighting').waitFor()
    expect(await levelOf('Buoys')).toBe('2')
  })
})

describe('stock locations', () => {
  it('are a tree for each warehouse', async () => {
    await page.goto(`/stock-locations?org=${seeded.harbour}`)
    await line('Rack 10').waitFor()
    expect(await levelOf('Rack 10')).toBe('3')
    await page.getByRole('button', { name: 'Warehouse: North quay store' }).click()
    await page.getByRole('option', { name: /Van 1/ }).click()
    await page.getByText('No stock locations yet').waitFor()
  })
})

it('nothing broke on the way', () => {
  expect(visitor.failures).toEqual([])
})
