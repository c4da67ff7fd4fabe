import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  row,
  settledChoices,
  signIn,
  untilFocused,
} from './support/browser.ts'
import { holdScript } from './support/hold-script.ts'
import { samplePath } from './support/seed.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(43, { height: 1000 })

const list = async (path: string, heading: string, on = page) => {
  await on.goto(`/${path}?org=${seeded.harbour}`)
  await on.getByRole('heading', { name: heading, level: 1 }).waitFor()
}
const pane = (label: string, on = page) => on.getByRole('complementary', { name: label, exact: true })
const field = (within: Locator, name: string | RegExp) => within.getByRole('textbox', { name })
const openRecord = async (name: string, on = page) => {
  await on.getByRole('link', { name, exact: true }).click()
  await on.getByRole('heading', { name, level: 2 }).waitFor()
}
/** Chooses in a picker by its words, as somebody at the keyboard does. */
async function pick(within: Locator, name: string | RegExp, words: string, option: string): Promise<void> {
  const input = within.getByRole('combobox', { name })
  await input.focus()
  await within.page().keyboard.type(words)
  const found = within.page().getByRole('option', { name: option })
  await found.waitFor()
  // The list is still narrowing to what was typed.
  await settledChoices(within.page()).waitFor()
  for (let steps = 0; steps < 60; steps += 1) {
    await within.page().keyboard.press('ArrowDown')
    if ((await found.getAttribute('data-combobox-selected')) === 'true') break
  }
  await within.page().keyboard.press('Enter')
}

describe('a contact with its channels', () => {
  it('says at each channel what is wrong with it, and puts the focus there', async () => {
    await list('contacts', 'Contacts')
    await page.getByRole('button', { name: 'New contact' }).first().click()
    const form = page.getByRole('dialog', { name: 'New contact' })
    await field(form, /^First name/).fill('Mara')
    await field(form, 'Last name').fill('Voss')
    await form.getByRole('button', { name: 'Add e-mail address' }).click()
    await page.keyboard.type('mara@port.example')
    await form.getByRole('button', { name: 'Add e-mail address' }).click()
    await page.keyboard.type('no address')
    await page.keyboard.press('Control+Enter')
    const wrong = field(form, 'E-mail 2')
    await form.getByText('Not an e-mail address').waitFor()
    expect(await wrong.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await field(form, 'E-mail 1').getAttribute('aria-invalid')).not.toBe('true')
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('is created in one go, with mails, numbers and addresses', async () => {
    const form = page.getByRole('dialog', { name: 'New contact' })
    await field(form, 'E-mail 2').fill('mara.voss@home.example')
    await form.getByRole('radio', { name: 'Primary: e-mail address 2' }).check()
    await form.getByRole('button', { name: 'Add phone number' }).click()
    await page.keyboard.type('+43 1 234567')
    await form.getByRole('button', { name: 'Add address' }).click()
    await field(form, 'Street').first().fill('Quay 4')
    await form.getByRole('combobox', { name: 'Country' }).fill('Austri')
    await page.getByRole('option', { name: 'Austria' }).click()
    await page.keyboard.press('Control+Enter')
    await form.waitFor({ state: 'hidden' })
    await row(page, 'Mara Voss').waitFor()

    const [mara] = (await seeded.gw.contact.list({ search: 'Mara' })).rows
    expect(mara?.emailAddresses.map(({ email, isPrimary }) => [email, isPrimary])).toEqual([
      ['mara@port.example', false],
      ['mara.voss@home.example', true],
    ])
    expect(mara?.phoneNumbers[0]?.phoneNumber).toBe('+431234567')
    expect(mara?.addresses[0]?.address).toMatchObject({ streetAddress1: 'Quay 4', country: 'AT' })
  })

  it('is edited in one go, and another channel becomes the primary one when that is removed', async () => {
    await openRecord('Mara Voss')
    const form = pane('Contact')
    await form.getByRole('button', { name: 'Remove e-mail address 2' }).click()
    await field(form, 'Number 1').fill('+43 1 765432')
    await field(form, 'Company').fill('Port of Vienna')
    await page.keyboard.press('Control+Enter')
    await form.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' })
    const [mara] = (await seeded.gw.contact.list({ search: 'Mara' })).rows
    expect(mara?.emailAddresses).toMatchObject([{ email: 'mara@port.example', isPrimary: true }])
    expect(mara?.phoneNumbers[0]?.phoneNumber).toBe('+431765432')
    expect(mara?.companyName).toBe('Port of Vienna')
    expect(await accessibilityFindings(page)).toEqual([])
  })
})

describe('a product with fields of the organization’s own', () => {
  beforeAll(async () => {
    const { gw, harbour: organization } = seeded
    const define = (
      key: string,
      label: string,
      type: 'choice' | 'number' | 'text',
      required: boolean,
      options: object,
    ) =>
      gw.customFieldDefinition.create({
        values: { organization, resource: 'product', key, label, type, required, options },
      })
    await define('colour', 'Colour', 'choice', false, { choices: ['red', 'green'] })
    await define('weight', 'Weight in kg', 'number', false, { min: '0' })
    await define('model', 'Model', 'text', true, {})
  })

  it('asks for them as they were defined, and makes its category on the way', async () => {
    await page.reload()
    await list('products', 'Products')
    await page.getByRole('button', { name: 'New product' }).click()
    const form = page.getByRole('dialog', { name: 'New product' })
    await field(form, /^SKU/).fill('BEACON-1')
    await field(form, /^Name/).fill('Harbour beacon')
    await form.getByRole('combobox', { name: /^Type/ }).click()
    await page.getByRole('option', { name: 'Physical good' }).click()
    await field(form, 'Weight in kg').fill('-3')

    await pick(form, 'Category', 'Beacons', 'Create “Beacons”…')
    const small = page.getByRole('dialog', { name: 'New category' })
    expect(await field(small, /^Name/).inputValue()).toBe('Beacons')
    await field(small, /^Name/).press('Control+Enter')
    await small.waitFor({ state: 'hidden' })
    await expect.poll(() => form.getByRole('combobox', { name: 'Category' }).inputValue()).toBe('Beacons')

    await field(form, /^SKU/).press('Control+Enter')
    await form.getByText('At least 0').waitFor()
    await form.getByText('May not be empty').waitFor()
    await field(form, 'Weight in kg').fill('12.5')
    await field(form, /^Model/).fill('HB')
    await form.getByRole('combobox', { name: 'Colour' }).click()
    await page.getByRole('option', { name: 'green' }).click()
    await field(form, /^SKU/).press('Control+Enter')
    await form.waitFor({ state: 'hidden' })

    const [beacon] = (await seeded.gw.product.list({ search: 'BEACON-1' })).rows
    expect(beacon?.customFields).toEqual({ weight: 12.5, model: 'HB', colour: 'green' })
    expect(beacon?.categoryName).toBe('Beacons')
    const [category] = (await seeded.gw.category.list({ search: 'Beacons' })).rows
    expect(category?.categoryType).toBe('PRODUCT')
  })

  it('is still there, with all that was filled in, where the form of its category does not come', async () => {
    const chunk = /assets\/create-dialog-[^/]*\.js/
    await page.route(chunk, (route) => route.abort())
    await list('products', 'Products')
    await page.getByRole('button', { name: 'New product' }).click()
    const form = page.getByRole('dialog', { name: 'New product' })
    await field(form, /^SKU/).fill('BEACON-2')
    const note = page.getByRole('dialog', { name: 'This could not be shown' })

    await pick(form, 'Category', 'Fog', 'Create “Fog”…')
    await note.waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await note.waitFor({ state: 'hidden' })
    await pick(form, 'Category', 'Fog', 'Create “Fog”…')
    await note.getByRole('button', { name: 'Cancel' }).click()
    await note.waitFor({ state: 'hidden' })
    expect(await field(form, /^SKU/).inputValue()).toBe('BEACON-2')

    await pick(form, 'Category', 'Beac', 'Beacons')
    await expect.poll(() => form.getByRole('combobox', { name: 'Category' }).inputValue()).toBe('Beacons')
    await page.unroute(chunk)
    await list('products', 'Products')
  })

  it('leaves its list where it does not come itself, and comes with the next loading of the page', async () => {
    const chunk = /assets\/record-pane-[^/]*\.js/
    await page.route(chunk, (route) => route.abort())
    await list('products', 'Products')
    const beacon = page.getByRole('link', { name: 'Harbour beacon', exact: true })
    const note = page.getByRole('dialog', { name: 'This could not be shown' })
    await beacon.click()
    await note.waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await note.waitFor({ state: 'hidden' })
    await expect.poll(() => new URL(page.url()).searchParams.has('open')).toBe(false)

    await beacon.click()
    await note.waitFor()
    await page.unroute(chunk)
    await note.getByRole('button', { name: 'Reload the page' }).click()
    await pane('Product').getByRole('heading', { name: 'Harbour beacon' }).waitFor()
    await list('products', 'Products')
  })

  it('can be left while it comes, also where it covers the list', async () => {
    const { page: narrow, context } = await newVisitor(browser, stack.url, { width: 320, height: 640 })
    await signIn(narrow)
    const release = await holdScript(narrow, /assets\/record-pane-[^/]*\.js/)
    const { rows } = await seeded.gw.product.list({ search: 'FND-800' })
    await narrow.goto(`/products?org=${seeded.harbour}&open=${rows[0]?.id}`)
    const coming = pane('Product', narrow)
    await coming.getByRole('button', { name: 'Close' }).click()
    await coming.waitFor({ state: 'hidden' })
    expect(new URL(narrow.url()).searchParams.has('open')).toBe(false)
    release()
    await row(narrow, 'Cone fender').waitFor()
    await context.close()
  })

  it('withdraws by Escape a form that is still on its way, and one whose fields nobody has turned to', async () => {
    const { page: own, context } = await newVisitor(browser, stack.url)
    await signIn(own)
    const release = await holdScript(own, /assets\/record-pane-[^/]*\.js/)
    await list('products', 'Products', own)
    const opener = own.getByRole('button', { name: 'New product' })
    await opener.click()
    await own.getByRole('status').getByText('Loading').waitFor()
    await own.keyboard.press('Escape')
    await own.getByRole('status').getByText('Loading').waitFor({ state: 'hidden' })
    expect(new URL(own.url()).searchParams.has('open')).toBe(false)
    await untilFocused(own, opener)

    await own.getByRole('link', { name: 'Cone fender 800 mm', exact: true }).click()
    await pane('Product', own).waitFor()
    await own.keyboard.press('Escape')
    await pane('Product', own).waitFor({ state: 'hidden' })

    release()
    await opener.click()
    const form = own.getByRole('dialog', { name: 'New product' })
    await form.getByRole('button', { name: 'Close' }).focus()
    await own.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
    await untilFocused(own, opener)

    const later = await holdScript(own, /assets\/shared-entry-[^/]*\.js/)
    await own.goto(`/files?org=${seeded.harbour}`)
    const menu = row(own, 'Harbour at dusk.jpg').getByRole('button', { name: /^Actions/ })
    await menu.click()
    await own.getByRole('menuitem', { name: 'Share…' }).click()
    await own.getByRole('status').getByText('Loading').waitFor()
    await own.keyboard.press('Escape')
    await own.getByRole('status').getByText('Loading').waitFor({ state: 'hidden' })
    await untilFocused(own, menu)
    later()
    await context.close()
  })

  it('closes by Escape the choices that are open in its form, and only them', async () => {
    await list('products', 'Products')
    await page.getByRole('button', { name: 'New product' }).click()
    const form = page.getByRole('dialog', { name: 'New product' })
    await form.getByRole('combobox', { name: /^Type/ }).click()
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    expect(await form.count()).toBe(1)
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
  })

  it('gives the focus back when its form is closed', async () => {
    await list('products', 'Products')
    const opener = page.getByRole('button', { name: 'New product' })
    await opener.click()
    await page.getByRole('dialog', { name: 'New product' }).waitFor()
    await page.keyboard.press('Escape')
    await untilFocused(page, opener)
  })

  it('has a page of its own, with what points to it, its files and its history in the address', async () => {
    await openRecord('Harbour beacon')
    await pane('Product').getByRole('button', { name: 'Open as a page' }).click()
    await page.getByRole('heading', { name: 'Harbour beacon', level: 1 }).waitFor()
    expect(await page.getByRole('grid').isVisible()).toBe(false)
    await pane('Product').getByRole('tab', { name: 'History' }).click()
    await page.waitForURL(/full=1.*tab=history|tab=history.*full=1/)
    await page.reload()
    await pane('Product').getByRole('list', { name: 'History' }).waitFor()

    await pane('Product').getByRole('tab', { name: 'Files' }).click()
    const choosing = page.waitForEvent('filechooser')
    await pane('Product').getByRole('button', { name: 'Upload' }).click()
    await (await choosing).setFiles(samplePath('packing-list.txt'))
    await pane('Product').getByRole('link', { name: 'packing-list.txt' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await row(page, 'Harbour beacon').waitFor()
  })
})

describe('two people at one record', () => {
  it('see both values of each field, choose between them, and lose nothing', async () => {
    const other = await newVisitor(browser, stack.url)
    await signIn(other.page)
    await list('products', 'Products')
    await list('products', 'Products', other.page)
    await openRecord('Cone fender 800 mm')
    await openRecord('Cone fender 800 mm', other.page)
    const mine = pane('Product')
    const theirs = pane('Product', other.page)
    await field(mine, /^Name/).fill('Cone fender 800 mm, black')
    await field(mine, /^SKU/).fill('FND-800-B')

    await field(theirs, /^Name/).fill('Cone fender 850 mm')
    await field(theirs, /^SKU/).fill('FND-850')
    await field(theirs, 'Description').fill('Heavier than it looks')
    await theirs.getByRole('button', { name: 'Save' }).click()
    await theirs.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' })

    await mine.getByText('nothing of theirs is overwritten').waitFor()
    await field(mine, /^Name/).press('Control+Enter')
    const question = page.getByRole('dialog', { name: 'Somebody else changed this meanwhile' })
    await question.getByText('Cone fender 850 mm').waitFor()
    await question.getByText('Cone fender 800 mm, black').waitFor()
    await question.getByText('Heavier than it looks').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await question.getByRole('radiogroup', { name: 'Which SKU to keep' }).getByText('Theirs').click()
    await question.getByRole('button', { name: 'Save what is chosen' }).click()
    await question.waitFor({ state: 'hidden' })

    await row(other.page, 'Cone fender 800 mm, black').waitFor()
    const [fender] = (await seeded.gw.product.list({ search: 'Cone fender' })).rows
    expect(fender).toMatchObject({
      name: 'Cone fender 800 mm, black',
      sku: 'FND-850',
      description: 'Heavier than it looks',
    })
    expect(other.failures).toEqual([])
    await other.context.close()
  })
})

describe('somebody who may look and not change', () => {
  it('reads the record as text, without a form that would refuse', async () => {
    const [bollard] = (await seeded.gw.product.list({ search: 'BLD-16' })).rows
    await seeded.gw.product.update({
      id: bollard?.id ?? '',
      values: { customFields: { model: 'Pier', weight: 160 } },
    })
    const viewer = await newVisitor(browser, stack.url, { width: 320, height: 720 })
    await signIn(viewer.page, 'jonas', 'jonas-keeps-the-harbour-lit')
    await list('products', 'Products', viewer.page)
    await openRecord('Mooring bollard 16 t', viewer.page)
    await pane('Product', viewer.page).getByText('You may look at this record, not change it.').waitFor()
    expect(await pane('Product', viewer.page).getByRole('textbox').count()).toBe(0)
    await pane('Product', viewer.page).getByText('Weight in kg').waitFor()
    await pane('Product', viewer.page).getByText('160', { exact: true }).waitFor()
    expect(await horizontalOverflow(viewer.page)).toBe(0)
    expect(await accessibilityFindings(viewer.page)).toEqual([])
    expect(viewer.failures).toEqual([])
    await viewer.context.close()
  })
})

describe('deleting what others need', () => {
  it('is refused with who they are, and leads to them', async () => {
    const { gw, harbour: organization } = seeded
    const category = await gw.category.create({ values: { organization, name: 'Ropes', categoryType: 'PRODUCT' } })
    const [rope] = (await gw.product.list({ search: 'ROPE-24' })).rows
    await gw.product.update({
      id: rope?.id ?? '',
      values: { category: category.id, customFields: { model: 'R' } },
    })
    await page.goto(`/categories?org=${organization}&open=${category.id}`)
    await page.getByRole('heading', { name: 'Ropes', level: 2 }).waitFor()
    await pane('Category').getByRole('tab', { name: 'Related' }).click()
    await pane('Category').getByRole('link', { name: 'Polyester rope 24 mm' }).waitFor()

    await pane('Category').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const refusal = page.getByRole('dialog', { name: '“Ropes” is still needed' })
    await refusal.getByRole('heading', { name: 'Products 1' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await refusal.getByRole('link', { name: 'Polyester rope 24 mm' }).click()
    await page.getByRole('heading', { name: 'Polyester rope 24 mm', level: 2 }).waitFor()
    expect((await gw.category.get({ id: category.id })).name).toBe('Ropes')
  })
})

describe('unsaved work', () => {
  it('is not lost to Escape, to another record, nor to another tab of the same one', async () => {
    await list('products', 'Products')
    await openRecord('Underwater survey')
    const form = pane('Product')
    const question = page.getByRole('dialog', { name: 'Discard your changes?' })
    await field(form, /^Name/).fill('Underwater survey, twice')
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await question.waitFor({ state: 'hidden' })

    await form.getByRole('tab', { name: 'History' }).click()
    await form.getByRole('tab', { name: 'Fields' }).click()
    expect(await field(form, /^Name/).inputValue()).toBe('Underwater survey, twice')

    await page.getByRole('link', { name: 'Channel buoy, red' }).click()
    await question.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('heading', { name: 'Channel buoy, red', level: 2 }).waitFor()
    await row(page, 'Underwater survey').waitFor()
    const [survey] = (await seeded.gw.product.list({ search: 'SRV-DIVE' })).rows
    expect(survey?.name).toBe('Underwater survey')
  })

  it('is guarded again after it was saved once, and given up when that is said', async () => {
    await list('products', 'Products')
    await openRecord('Quay lamp 4100 lm')
    const form = pane('Product')
    await field(form, 'Description').fill('Brighter')
    await field(form, 'Description').press('Control+Enter')
    await form.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' })
    await field(form, 'Description').fill('Brighter still')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await form.waitFor({ state: 'hidden' })
    const [lamp] = (await seeded.gw.product.list({ search: 'QL-4100' })).rows
    expect(lamp?.description).toBe('Brighter')
  })

  it('breaks nowhere', () => {
    // One form was kept from coming.
    expect(visitor.failures.filter((failure) => !/create-dialog|record-pane/.test(failure))).toEqual([])
  })
})
