import { describe, expect, it } from 'vitest'
import { newVisitor, row, settledChoices, signIn } from './support/browser.ts'
import { holdAnswer } from './support/hold-answer.ts'
import { samplePath } from './support/seed.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(42)

const open = (path: string) => page.goto(`${path}?org=${seeded.harbour}`)
const dialog = () => page.getByRole('dialog')
const fill = async (label: string, text: string) => {
  const scope = page.getByRole('complementary')
  const field = scope
    .getByRole('combobox', { name: label })
    .or(scope.getByRole('textbox', { name: label }))
    .first()
  await field.fill(text)
  await settledChoices(page).waitFor()
  await page.getByRole('option', { name: text }).first().click()
}

describe('navigation', () => {
  it('leads to every kind of record, in groups', async () => {
    await open('/files')
    const rail = page.getByRole('navigation', { name: 'Modules' })
    await rail.getByRole('link', { name: 'Contacts' }).click()
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    expect(await rail.getByRole('link', { name: 'Contacts' }).getAttribute('aria-current')).toBe('page')
    await rail.getByRole('link', { name: 'Reference data' }).click()
    const kinds = page.getByRole('navigation', { name: 'Kinds of reference data' })
    await kinds.getByRole('link', { name: 'Currencies' }).click()
    await row(page, 'AED').waitFor()
    expect(await rail.getByRole('link', { name: 'Reference data' }).getAttribute('aria-current')).toBe('page')
  })

  it('says where there is nothing', async () => {
    await page.goto('/no-such-things')
    await page.getByText('There is no such page').waitFor()
  })

  it('is at the foot of a phone, with everything one step away', async () => {
    const phone = await newVisitor(browser, stack.url, { width: 320, height: 640 })
    await signIn(phone.page)
    await phone.page.getByRole('button', { name: 'More', exact: true }).click()
    await phone.page.getByRole('dialog', { name: 'Everything' }).getByRole('link', { name: 'Warehouses' }).click()
    await phone.page.getByRole('heading', { name: 'Warehouses', level: 1 }).waitFor()
    expect(await phone.page.getByRole('dialog').count()).toBe(0)
    await phone.context.close()
  })
})

describe('the palette', () => {
  it('finds records of every kind, and begins a new one', async () => {
    await open('/files')
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await dialog().getByRole('textbox').fill('nordkai')
    await dialog().getByText('Ilse Brandt').click()
    await page.waitForURL(/\/contacts.*open=/)

    await page.keyboard.press('Control+k')
    await dialog().getByRole('textbox').fill('new warehouse')
    await dialog().locator('[data-selected]').filter({ hasText: 'New warehouse' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'New warehouse' }).getByRole('textbox', { name: 'Code' }).waitFor()
  })
})

describe('tags', () => {
  it('have the form of one at hand before it is opened', async () => {
    const asked = page.waitForRequest(/assets\/resource-form-[^d][^/]*\.js/)
    await open('/tags')
    await asked
  })

  it('keep what was counted until it is counted anew, and tell no number that is not known', async () => {
    await open('/tags')
    await row(page, 'mooring').getByText('4 products').waitFor()
    const { asked, release } = holdAnswer(page, /tag\.usage/)
    const made = await seeded.gw.tag.create({ values: { organization: seeded.harbour, name: 'anchorage' } })
    await asked
    await row(page, 'anchorage').waitFor()
    expect(await row(page, 'mooring').getByText('4 products').count()).toBe(1)
    await row(page, 'anchorage')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Merge into' }).click()
    await dialog().getByText('All records marked “anchorage”').waitFor()
    release()
    await dialog().getByText('0 records marked “anchorage”').waitFor()
    await page.keyboard.press('Escape')
    await row(page, 'anchorage').getByText('Nothing yet').waitFor()
    await seeded.gw.tag.remove({ id: made.id })
  })

  it('are counted by kind, renamed everywhere, merged and deleted', async () => {
    await open('/tags')
    await row(page, 'offer').getByText('2 documents and 2 files').waitFor()

    await page.getByRole('link', { name: 'mooring' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('moorings')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await row(page, 'moorings').getByText('4 products').waitFor()

    await row(page, 'lighting')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Merge into' }).click()
    await dialog().getByText('2 records marked “lighting”').waitFor()
    expect(await dialog().getByRole('button', { name: 'Merge', exact: true }).isDisabled()).toBe(true)
    await dialog().getByRole('button', { name: 'Choose the tag to keep' }).click()
    await page.getByRole('option', { name: 'moorings' }).click()
    await dialog().getByRole('button', { name: 'Merge', exact: true }).click()
    await row(page, 'moorings').getByText('6 products').waitFor()

    await row(page, 'channel')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await dialog().getByText('It is taken off 2 products').waitFor()
    await dialog().getByRole('button', { name: 'Delete' }).click()
    await row(page, 'channel').waitFor({ state: 'hidden' })
    const { rows } = await seeded.gw.product.list({ search: 'BUOY-R' })
    expect(rows[0]?.tags).toEqual([])
  })
})

describe('custom fields', () => {
  it('are made with what their type asks, and tried before they are saved', async () => {
    await open('/custom-field-definitions')
    await row(page, 'Material').waitFor()
    await page.getByRole('button', { name: 'New field' }).click()
    await dialog().getByRole('textbox', { name: 'Label' }).fill('Certificate')
    await dialog().getByRole('textbox', { name: 'Key' }).fill('certificate')
    await dialog()
      .getByRole('combobox', { name: 'Type' })
      .or(dialog().getByRole('textbox', { name: 'Type' }))
      .first()
      .click()
    await page.getByRole('option', { name: 'Choice', exact: true }).click()
    const choices = dialog()
      .getByRole('textbox', { name: 'Choices' })
      .or(dialog().getByRole('combobox', { name: 'Choices' }))
      .first()
    await choices.fill('Class A')
    await choices.press('Enter')
    await dialog().getByText('How it will look').waitFor()
    await dialog().getByRole('button', { name: 'Create' }).click()
    await row(page, 'Certificate').waitFor()
  })

  it('change their order from their menu', async () => {
    await open('/custom-field-definitions')
    await row(page, 'Last inspected')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Move up' }).click()
    await expect
      .poll(async () =>
        (await page.getByRole('grid').getByRole('row').nth(2).textContent())?.includes('Last inspected'),
      )
      .toBe(true)
  })

  it('with values are not deleted, and say why', async () => {
    const { gw } = seeded
    const product = (await gw.product.list({ search: 'BLD-16' })).rows[0]
    await gw.product.update({ id: product?.id ?? '', values: { customFields: { material: 'Steel' } } })
    await open('/custom-field-definitions')
    await row(page, 'Material')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await dialog().getByRole('button', { name: 'Delete' }).click()
    await dialog().getByRole('alert').waitFor()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await row(page, 'Material').waitFor()
  })
})

describe('the calculators', () => {
  it('tax: an inclusive price is taken apart by the rate of the place', async () => {
    await open('/tax-rates')
    await row(page, 'VAT 19 %').waitFor()
    await page.getByRole('button', { name: 'Calculate' }).click()
    await fill('Where', 'Germany')
    await fill('Currency', 'Euro')
    const pane = page.getByRole('complementary', { name: 'Tax calculator' })
    await pane.getByText('119.00').first().waitFor()
    await pane.getByText('VAT 19 % (19 %): 19.00').waitFor()
    await pane.getByText('With tax').click()
    await pane.getByRole('textbox', { name: 'Price' }).fill('119')
    await pane.getByRole('cell', { name: '100.00' }).first().waitFor()
  })

  it('units: convert exactly, and only within a kind', async () => {
    await page.goto('/uoms')
    await page.getByRole('button', { name: 'Convert' }).click()
    await fill('From', 'Inch')
    await fill('To', 'Centimeter')
    const pane = page.getByRole('complementary', { name: 'Unit converter' })
    await expect.poll(() => pane.getByRole('status', { name: 'Result' }).textContent()).toContain('2.54')
    expect(await page.getByRole('option', { name: 'Kilogram' }).count()).toBe(0)
  })
})

describe('documents', () => {
  it('get a new version from a file uploaded on the spot', async () => {
    await open('/documents')
    await row(page, 'Offer 2026-118')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'New version' }).click()
    const chosen = page.waitForEvent('filechooser')
    await dialog().getByRole('button', { name: 'Upload a file' }).click()
    await (await chosen).setFiles(samplePath('offer.pdf'))
    await expect.poll(() => dialog().getByRole('button', { name: 'Make the version' }).isEnabled()).toBe(true)
    await dialog().getByRole('button', { name: 'Make the version' }).click()
    await page.getByText(/^Version 2 of/).waitFor()
    await dialog().waitFor({ state: 'hidden' })
    await row(page, 'Offer 2026-118')
      .first()
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Versions' }).click()
    await dialog().getByText('Version 2 (newest)').waitFor()
    await dialog().getByText('Version 1').waitFor()
  })
})

it('reference data is read by everybody and changed by superusers alone', async () => {
  const member = await newVisitor(browser, stack.url)
  await signIn(member.page, seeded.member.username, seeded.member.password)
  await member.page.goto('/statuses')
  await row(member.page, 'Discontinued').waitFor()
  expect(await member.page.getByRole('button', { name: 'New status' }).count()).toBe(0)
  await member.context.close()
})

it('nothing broke on the way', () => {
  expect(visitor.failures).toEqual([])
})
