import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFindings, row, untilFocused } from './support/browser.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(66)
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
})

const grid = () => page.getByRole('grid', { name: 'Products' })
const dialog = () => page.getByRole('dialog')
const cell = (name: string, column: string) => row(page, name).locator(`[data-column="${column}"]`)

async function products(search = ''): Promise<void> {
  await page.goto(`/products?org=${seeded.harbour}${search}`)
  await grid().getByRole('row').nth(1).waitFor()
}

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

describe('on the way', () => {
  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
