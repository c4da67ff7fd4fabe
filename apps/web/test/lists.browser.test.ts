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
const cell = (name: string, column: string) => row(page, name).locator(`[data-column="${column}"]`)

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

describe('a value changed in its cell', () => {
  it('is saved by Enter, and another by Tab, without the mouse', async () => {
    await products('&q=BLD')
    await grid().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('F2')
    const name = page.getByRole('textbox', { name: 'Name' })
    await name.fill('Mooring bollard 16 tonnes')
    await page.keyboard.press('Tab')
    const sku = page.getByRole('textbox', { name: 'SKU' })
    await sku.fill('BLD-16T')
    await page.keyboard.press('Enter')
    await cell('Mooring bollard 16 tonnes', 'sku').getByText('BLD-16T').waitFor()
    await expect
      .poll(async () => (await seeded.gw.product.list({ search: 'BLD-16T' })).rows[0]?.name)
      .toBe('Mooring bollard 16 tonnes')
  })

  it('stays as it was by Escape, and goes back with the reason when it is refused', async () => {
    await products('&q=BLD')
    await cell('Mooring bollard 30 t', 'sku').dblclick()
    await page.getByRole('textbox', { name: 'SKU' }).fill('nothing')
    await page.keyboard.press('Escape')
    await cell('Mooring bollard 30 t', 'sku').getByText('BLD-30').waitFor()

    await cell('Mooring bollard 30 t', 'sku').dblclick()
    await page.getByRole('textbox', { name: 'SKU' }).fill('QL-2040')
    await page.keyboard.press('Enter')
    const refused = cell('Mooring bollard 30 t', 'sku')
    await refused.getByRole('alert').waitFor()
    expect(await refused.textContent()).toMatch(/BLD-30[\s\S]*Not saved/)
    await page.keyboard.press('Escape')
    await refused.getByRole('alert').waitFor({ state: 'hidden' })
  })

  it('is chosen from a list: a state, and a custom field', async () => {
    await products('&q=BLD&columns=name,status,customFields.color')
    await cell('Mooring bollard 30 t', 'status').dblclick()
    await page.getByRole('option', { name: 'Active', exact: true }).click()
    await cell('Mooring bollard 30 t', 'status').getByText('Active').waitFor()
    await cell('Mooring bollard 30 t', 'customFields.color').dblclick()
    await page.getByRole('option', { name: 'Green' }).click()
    await expect
      .poll(async () => (await seeded.gw.product.list({ search: 'BLD-30' })).rows[0])
      .toMatchObject({ status: 'active', customFields: { color: 'Green' } })
  })

  it('never overwrites what somebody else changed meanwhile', async () => {
    await products('&q=FND-800')
    await cell('Cone fender', 'name').click({ position: { x: 2, y: 2 } })
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'Name' }).fill('Cone fender, mine')
    const { rows } = await seeded.gw.product.list({ search: 'FND-800' })
    await seeded.gw.product.update({ id: rows[0]?.id ?? '', values: { name: 'Cone fender, theirs' } })
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Somebody else changed this meanwhile' }).waitFor()
    expect((await seeded.gw.product.list({ search: 'FND-800' })).rows[0]?.name).toBe('Cone fender, theirs')
    await dialog().getByRole('button', { name: 'Keep editing' }).click()
  })

  it('overwrites nothing of somebody else that the list shows already, either', async () => {
    await products('&q=BLD-16T&columns=name,sku')
    const bollard = 'Mooring bollard 16 tonnes'
    await cell(bollard, 'sku').dblclick()
    await page.getByRole('textbox', { name: 'SKU' }).fill('BLD-16-mine')
    const { rows } = await seeded.gw.product.list({ search: 'BLD-16T' })
    const theirs = { sku: 'BLD-16-theirs', name: `${bollard}, theirs` }
    await seeded.gw.product.update({ id: rows[0]?.id ?? '', values: theirs })
    await cell(bollard, 'name').getByText(theirs.name).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Somebody else changed this meanwhile' }).waitFor()
    expect((await seeded.gw.product.get({ id: rows[0]?.id ?? '' })).sku).toBe(theirs.sku)
    await dialog().getByRole('button', { name: 'Keep editing' }).click()
  })
})

describe('a value that cannot be saved for now', () => {
  const bollard = 'Mooring bollard 30 t'
  const kept = () => cell(bollard, 'sku')
  const type = async (text: string) => {
    await products('&q=BLD-30&columns=name,sku')
    await kept().dblclick()
    await page.getByRole('textbox', { name: 'SKU' }).fill(text)
  }

  it('stays where it was typed while the server cannot be reached, and is saved by another try', async () => {
    await type('BLD-30-A')
    await page.route('**/api/**', (route) => route.abort())
    await page.keyboard.press('Enter')
    await kept().getByRole('alert').getByText('The server cannot be reached').waitFor()
    expect(await kept().textContent()).toMatch(/^BLD-30-ANot saved/)
    await page.unroute('**/api/**')
    await kept().getByRole('button', { name: 'Try again' }).click()
    await kept().getByRole('alert').waitFor({ state: 'hidden' })
    await untilFocused(page, grid())
    await expect
      .poll(async () => (await seeded.gw.product.list({ search: 'BLD-30' })).rows.map(({ sku }) => sku))
      .toEqual(['BLD-30-A'])
  })

  it('stays where it was typed when what shows both values does not come, and is not left without a question', async () => {
    const script = /assets\/stale-dialog-[^/]*\.js/
    await page.route(script, (route) => route.abort())
    await type('BLD-30-mine')
    const [before] = (await seeded.gw.product.list({ search: 'BLD-30' })).rows
    await seeded.gw.product.update({ id: before?.id ?? '', values: { sku: 'BLD-30-theirs' } })
    await page.keyboard.press('Enter')
    await kept().getByRole('alert').getByText('What you entered is kept here').waitFor()
    expect(await kept().textContent()).toMatch(/^BLD-30-mineNot saved/)
    expect(await accessibilityFindings(page)).toEqual([])

    await page.getByRole('link', { name: 'Files', exact: true }).first().click()
    await page.getByRole('dialog', { name: 'Discard your changes?' }).getByRole('button', { name: 'Keep' }).click()

    await page.unroute(script)
    // What did not come is in the console, and nothing else.
    expect(visitor.failures.splice(0).filter((failure) => !script.test(failure))).toEqual([])
    await kept().getByRole('button', { name: 'Try again' }).click()
    await dialog().getByText('BLD-30-theirs').waitFor()
    await dialog().getByRole('button', { name: 'Keep editing' }).click()
    const editor = page.getByRole('textbox', { name: 'SKU' })
    await untilFocused(page, editor)
    expect(await editor.inputValue()).toBe('BLD-30-mine')
    await page.keyboard.press('Enter')
    await dialog().getByRole('button', { name: 'Save what is chosen' }).click()
    await expect
      .poll(async () => (await seeded.gw.product.list({ search: 'BLD-30' })).rows.map(({ sku }) => sku))
      .toEqual(['BLD-30-mine'])
  })
})

describe('what could not be saved in one cell', () => {
  const fender = 'Cone fender'
  const at = (column: string) => cell(fender, column)
  const current = async () => (await seeded.gw.product.list({ search: 'FND-800' })).rows[0]
  const open = (columns: string) => products(`&q=FND-800&columns=${columns}`)
  const without = async (what: () => Promise<void>, until: () => Promise<void>) => {
    await page.route('**/api/**', (route) => route.abort())
    await what()
    await until()
    await page.unroute('**/api/**')
  }
  const notSaved = (column: string) => at(column).getByRole('alert').waitFor()

  it('is still there after its editor was left by Escape, and is given up by another one', async () => {
    await open('name,sku')
    await without(
      async () => {
        await at('sku').dblclick()
        await page.getByRole('textbox', { name: 'SKU' }).fill('FND-typed')
        await page.keyboard.press('Enter')
      },
      () => notSaved('sku'),
    )
    await page.keyboard.press('Enter')
    expect(await page.getByRole('textbox', { name: 'SKU' }).inputValue()).toBe('FND-typed')
    await page.keyboard.press('Escape')
    await notSaved('sku')
    expect(await at('sku').textContent()).toMatch(/^FND-typed/)
    await page.keyboard.press('Escape')
    await at('sku').getByRole('alert').waitFor({ state: 'hidden' })
    expect(await at('sku').textContent()).toMatch(/^FND-800/)
  })

  it('is turned back where it is a box: nothing is left to save then', async () => {
    await open('name,isSellable')
    const before = (await current())?.isSellable
    const shown = await at('isSellable').textContent()
    await without(
      () => at('isSellable').dblclick(),
      () => notSaved('isSellable'),
    )
    await page.keyboard.press('Enter')
    await at('isSellable').getByRole('alert').waitFor({ state: 'hidden' })
    expect(await at('isSellable').textContent()).toBe(shown)
    expect((await current())?.isSellable).toBe(before)
  })

  it('asks nothing of somebody who types in the next one by then', async () => {
    await open('name,sku')
    const before = await current()
    await at('name').dblclick()
    await page.getByRole('textbox', { name: 'Name' }).fill('Cone fender, mine')
    await seeded.gw.product.update({ id: before?.id ?? '', values: { name: 'Cone fender, theirs again' } })
    await page.keyboard.press('Tab')
    await at('name').getByRole('alert').getByText('What you entered is kept here').waitFor()
    await untilFocused(page, page.getByRole('textbox', { name: 'SKU' }))
    expect(await dialog().count()).toBe(0)
    await page.keyboard.press('Escape')
    await at('name').click({ position: { x: 2, y: 2 } })
    await page.keyboard.press('Escape')
    await at('name').getByRole('alert').waitFor({ state: 'hidden' })
    expect((await current())?.name).toBe('Cone fender, theirs again')
  })

  it('takes back nothing that was saved in the cell beside it meanwhile', async () => {
    await seeded.gw.customFieldDefinition.create({
      values: { organization: seeded.harbour, resource: 'product', key: 'grade', label: 'Grade', type: 'text' },
    })
    await open('name,customFields.color,customFields.grade')
    await at('customFields.color').dblclick()
    await without(
      () => page.getByRole('option', { name: 'Red' }).click(),
      () => notSaved('customFields.color'),
    )
    await at('customFields.grade').dblclick()
    await page.getByRole('textbox', { name: 'Grade' }).fill('A1')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await current())?.customFields).toMatchObject({ grade: 'A1' })
    await at('customFields.color').getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await current())?.customFields).toMatchObject({ color: 'Red' })
    expect((await current())?.customFields).toEqual({ color: 'Red', grade: 'A1' })
  })

  it('waits in its cell while another one is asked about', async () => {
    await open('name,sku')
    let release: () => void = () => undefined
    const isReleased = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/api/**', async (route) => {
      if (route.request().url().includes('product.update')) await isReleased
      await route.continue()
    })
    await at('name').click({ position: { x: 2, y: 2 } })
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'Name' }).fill('Cone fender, once more')
    const held = await current()
    await seeded.gw.product.update({ id: held?.id ?? '', values: { name: 'Cone fender, new', sku: 'FND-800-new' } })
    await page.keyboard.press('Tab')
    await page.getByRole('textbox', { name: 'SKU' }).fill('FND-800-mine')
    await page.keyboard.press('Enter')
    release()
    await dialog().getByText('Cone fender, once more').waitFor()
    await at('sku').getByText('What you entered is kept here').waitFor()
    await page.unroute('**/api/**')
    await dialog().getByRole('button', { name: 'Save what is chosen' }).click()
    await expect.poll(async () => (await current())?.name).toBe('Cone fender, once more')
    await at('sku').getByRole('button', { name: 'Try again' }).click()
    await dialog().getByText('FND-800-mine').waitFor()
    await dialog().getByRole('button', { name: 'Save what is chosen' }).click()
    await expect.poll(async () => (await current())?.sku).toBe('FND-800-mine')
  })

  it('is not left by the keys that end the composing of a word', async () => {
    await open('name,sku')
    await at('sku').dblclick()
    const editor = page.getByRole('textbox', { name: 'SKU' })
    for (const key of ['Enter', 'Escape', 'Tab'])
      await editor.dispatchEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true })
    await untilFocused(page, editor)
    await page.keyboard.press('Escape')
    await editor.waitFor({ state: 'hidden' })
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
