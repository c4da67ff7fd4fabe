import { beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  pressOn,
  row,
  signIn,
  takeFromMenu,
  untilFocused,
} from './support/browser.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

const shackles = 240

startSignedIn(35)
beforeAll(async () => {
  const { gw, harbour } = seeded
  await gw.customFieldDefinition.create({
    values: {
      organization: harbour,
      resource: 'product',
      key: 'color',
      label: 'Colour',
      type: 'choice',
      options: { choices: ['Red', 'Green'] },
    },
  })
  await gw.product.createMany({
    rows: Array.from({ length: shackles }, (_, place) => ({
      organization: harbour,
      sku: `SH-${place}`,
      name: `Shackle ${String(place).padStart(3, '0')}`,
      productType: 'PHYSICAL_GOOD' as const,
      tags: ['rigging'],
    })),
  })
})

const grid = () => page.getByRole('grid', { name: 'Products' })
const dialog = () => page.getByRole('dialog')
const heads = () => page.getByRole('columnheader').allInnerTexts()

async function products(search = ''): Promise<void> {
  await page.goto(`/products?org=${seeded.harbour}${search}`)
  await grid().getByRole('row').nth(1).waitFor()
}

async function headsAre(expected: RegExp): Promise<void> {
  await expect.poll(async () => (await heads()).join(' ')).toMatch(expected)
}

describe('the columns of a list', () => {
  it('are chosen, moved and widened by the keyboard alone, stay, and are reset', async () => {
    await products()
    await pressOn(page, page.getByRole('button', { name: 'Columns' }))
    const chooser = page.getByRole('dialog', { name: 'Columns' })
    await chooser.getByRole('checkbox', { name: 'Colour' }).press('Space')
    await headsAre(/Colour/)
    await page.keyboard.press('Escape')

    const menu = page.getByRole('button', { name: 'Column Status' })
    await pressOn(page, menu)
    await takeFromMenu(page, 'Move left')
    await headsAre(/Name.*Status.*SKU/s)
    const widthOf = async () =>
      (await menu.locator('xpath=ancestor::*[@role="columnheader"]').boundingBox())?.width ?? 0
    const before = await widthOf()
    await menu.press('Shift+ArrowRight')
    await expect.poll(widthOf).toBeGreaterThan(before + 10)

    await page.reload()
    await grid().getByRole('row').nth(1).waitFor()
    await headsAre(/Name.*Status.*SKU.*Colour/s)
    await page.getByRole('button', { name: 'Columns' }).click()
    await chooser.getByRole('button', { name: 'Reset' }).click()
    await headsAre(/Name.*SKU.*Status/s)
    await page.keyboard.press('Escape')
  })

  it('are dragged to another place', async () => {
    await products()
    const head = (name: string) => page.getByRole('columnheader').filter({ hasText: name })
    await head('Status').dragTo(head('SKU'), { targetPosition: { x: 4, y: 12 } })
    await headsAre(/Name.*Status.*SKU/s)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.keyboard.press('Escape')
  })

  it('come with a link', async () => {
    await products('&columns=name,customFields.color,sku')
    await headsAre(/^\s*Name\s+Colour\s+SKU/s)
  })
})

describe('the filter builder', () => {
  it('narrows by groups of conditions, says them in words, and lives in the address', async () => {
    await products()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const panel = page.getByRole('region', { name: 'Advanced filter' })
    await panel.getByRole('textbox', { name: 'Value' }).fill('lamp')
    await row(page, 'Cone fender').waitFor({ state: 'hidden' })
    await panel.getByRole('button', { name: 'Add group' }).click()
    await panel.getByRole('textbox', { name: 'Value' }).last().fill('2040')
    await panel.getByText('and name contains "2040"').waitFor()
    await row(page, 'Quay lamp 4100 lm').waitFor({ state: 'hidden' })

    await page.waitForURL(/where=/)
    await page.reload()
    await row(page, 'Quay lamp 2040 lm').waitFor()
    expect(await grid().getByRole('row').count()).toBe(2)
    await page.getByRole('button', { name: 'Clear filter: Filter' }).click()
    await row(page, 'Cone fender').waitFor()
  })

  it('shows the JSON and says at its line what is wrong with it', async () => {
    await products()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('button', { name: 'Show as JSON' }).click()
    const json = page.getByRole('textbox', { name: 'The filter as JSON' })
    await json.fill('{\n  "field": "status",\n  "op": "in",\n  "value": "draft"\n}')
    await page.getByRole('button', { name: 'Line 4, column 12' }).click()
    await expect
      .poll(() => json.evaluate((box: HTMLTextAreaElement) => box.value.slice(box.selectionStart, box.selectionEnd)))
      .toBe('"draft"')
    await json.fill('{ "field": "status", "op": "in", "value": ["discontinued"] }')
    await row(page, 'Harbour chart 2023').waitFor()
    await row(page, 'Cone fender').waitFor({ state: 'hidden' })
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('explains a link whose filter cannot be asked', async () => {
    const where = JSON.stringify({ field: 'nowhere', op: 'eq', value: 1 })
    await page.goto(`/products?org=${seeded.harbour}&where=${encodeURIComponent(where)}`)
    await page.getByText('This filter cannot be asked').waitFor()
    await page.locator('#content').getByRole('button', { name: 'Clear filters' }).last().click()
    await row(page, 'Cone fender').waitFor()
  })
})

describe('many records at once', () => {
  it('give the focus back when what was to be done to them is left', async () => {
    await products()
    await row(page, 'Mooring bollard 30 t').getByRole('checkbox').click()
    for (const name of ['Edit', 'Tags']) {
      const opener = page.getByRole('toolbar').getByRole('button', { name, exact: true })
      await opener.click()
      await dialog().getByRole('button', { name: 'Close' }).click()
      await untilFocused(page, opener)
    }
  })

  it('are all those that match, also the ones not loaded: edited, tagged, deleted and brought back', async () => {
    const { gw } = seeded
    const count = async (filter: Parameters<typeof gw.product.list>[0]) =>
      (await gw.product.list({ ...filter, withCount: true, limit: 1 })).count
    await products('&q=Shackle')
    await page.getByRole('checkbox', { name: 'Select all', exact: true }).check()
    await page.getByRole('button', { name: `Select all ${shackles} matching` }).click()
    await page.getByText(`All ${shackles} matching products are selected.`).waitFor()

    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await dialog().getByRole('combobox', { name: 'Choose a field to set' }).click()
    await page.getByRole('option', { name: 'Status' }).click()
    await dialog().getByRole('combobox', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'Active', exact: true }).click()
    await dialog()
      .getByRole('button', { name: `Change ${shackles}` })
      .click()
    await page.getByText(`${shackles} products changed`).waitFor()
    const active = { field: 'status', op: 'eq', value: 'active' } as const
    expect(await count({ search: 'Shackle', filter: active })).toBe(shackles)

    await page.getByRole('button', { name: 'Tags', exact: true }).click()
    await dialog().getByRole('combobox', { name: 'Add' }).fill('steel')
    await page.keyboard.press('Enter')
    await dialog()
      .getByRole('button', { name: `Change ${shackles}` })
      .click()
    const both = { field: 'tags', op: 'hasall', value: ['steel', 'rigging'] } as const
    await expect.poll(() => count({ filter: both }), { timeout: 10_000 }).toBe(shackles)

    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText(`${shackles} products deleted`).waitFor()
    expect(await count({ search: 'Shackle' })).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(`${shackles} products restored`).waitFor()
    expect(await count({ search: 'Shackle' })).toBe(shackles)
  })
})

describe('many records of which some are needed', () => {
  it('stay, and it is said who needs them', async () => {
    await page.goto('/uoms?q=Each')
    await row(page, 'Each').first().waitFor()
    await page.getByRole('checkbox', { name: 'Select all', exact: true }).check()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog()
      .getByText(/Each is still needed by \d+ products \(/)
      .waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await row(page, 'Each').first().waitFor()
  })
})

describe('the trash of a list', () => {
  it('holds what was deleted, and gives it back', async () => {
    const { gw } = seeded
    const { rows } = await gw.product.list({ search: 'BUOY-G' })
    await gw.product.remove({ id: rows[0]?.id ?? '' })
    await products()
    await page.getByRole('button', { name: 'Deleted products' }).click()
    await page.getByRole('heading', { name: /^Deleted products/, level: 1 }).waitFor()
    await row(page, 'Channel buoy, green')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await row(page, 'Channel buoy, green').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Back to products' }).click()
    await row(page, 'Channel buoy, green').waitFor()
  })
})

describe('on any screen and for anybody', () => {
  it('has no serious fault by axe, in light, dark and on a phone', async () => {
    for (const visit of [{}, { scheme: 'dark' }, { width: 320, height: 640 }] as const) {
      const other = await newVisitor(browser, stack.url, visit)
      await signIn(other.page)
      await other.page.goto(`/products?org=${seeded.harbour}`)
      await row(other.page, 'Quay lamp 2040 lm').waitFor()
      expect(await accessibilityFindings(other.page)).toEqual([])
      expect(await horizontalOverflow(other.page)).toBe(0)
      await other.context.close()
    }
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
