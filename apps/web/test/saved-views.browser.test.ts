import { createClient, type GroundworkClient } from '@groundwork/client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  pressOn,
  row,
  signIn,
  takeFromMenu,
} from './support/browser.ts'
import { browser, page, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(54)

let ada: GroundworkClient
beforeAll(async () => {
  ada = createClient({ url: stack.url })
  await ada.signIn(seeded.member.username, seeded.member.password)
})
afterAll(() => ada?.close())

/** A busy machine is no fault of the page. */
const patient = { timeout: 10_000 }
const services = { field: 'productType', op: 'eq', value: 'SERVICE' } as const
const grid = () => page.getByRole('grid', { name: 'Products' })
const picker = (name: string) => page.getByRole('button', { name: `View: ${name}`, exact: true })
const options = (name: string) => page.getByRole('button', { name: `Options of the view ${name}` })
const take = (name: string) => page.getByRole('menuitem', { name }).click()
const heads = async () => (await page.getByRole('columnheader').allInnerTexts()).join(' ')
const address = () => new URL(page.url()).searchParams
const rowCount = () => grid().getByRole('row').count()

/** Services alone, their numbers first: somebody else's, for all. */
const shareServices = async (name: string): Promise<string> => {
  const { id } = await ada.storedFilter.create({
    values: {
      organization: seeded.harbour,
      resource: 'product',
      name,
      filter: services,
      ordering: ['-name'],
      columns: [{ name: 'name' }, { name: 'sku', width: 180 }],
      visibility: 'organization',
    },
  })
  return id
}

async function products(search = ''): Promise<void> {
  await page.goto(`/products?org=${seeded.harbour}${search}`)
  await grid().getByRole('row').nth(1).waitFor()
}

beforeEach(async () => {
  for (const gw of [seeded.gw, ada]) {
    const { rows } = await gw.storedFilter.list({ limit: 200 })
    for (const { id, abilities } of rows) if (abilities.includes('delete')) await gw.storedFilter.remove({ id })
  }
})

describe('a view of a list', () => {
  it('is saved from what is shown, carried by the address, changed, reset and saved again', async () => {
    await products('&filter=productType:SERVICE&sort=-name')
    await row(page, 'Underwater survey').waitFor()
    await page.getByRole('button', { name: 'Save view…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as a new view' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Give it a name').waitFor()
    await dialog.getByLabel('Name').fill('Services')
    await dialog.getByLabel('Name').press('Enter')
    await picker('Services').waitFor()
    await dialog.waitFor({ state: 'detached' })
    expect([...address().keys()].sort()).toEqual(['org', 'view'])
    await expect.poll(rowCount, patient).toBe(3)

    await page.reload()
    await picker('Services').waitFor()
    await expect.poll(rowCount, patient).toBe(3)
    expect(await page.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('descending')

    await page.getByRole('columnheader').getByRole('button', { name: 'Name', exact: true }).click()
    await picker('Services, changed').waitFor()
    expect(await page.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: 'Reset', exact: true }).click()
    await picker('Services').waitFor()
    expect(await page.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('descending')

    await page.getByRole('columnheader').getByRole('button', { name: 'Name', exact: true }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' })
    await page.reload()
    await picker('Services').waitFor()
    expect(await page.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('ascending')
  })

  it('is picked, and left again, by the keyboard alone', async () => {
    await shareServices('Of Ada')
    await products()
    await pressOn(page, picker('All products'))
    await takeFromMenu(page, 'Of Ada')
    await picker('Of Ada').waitFor()
    await expect.poll(heads, patient).toMatch(/Name\s+SKU\s*$/)
    await expect.poll(rowCount, patient).toBe(3)
    await pressOn(page, picker('Of Ada'))
    await takeFromMenu(page, 'All products')
    await picker('All products').waitFor()
    await expect.poll(rowCount, patient).toBeGreaterThan(3)
  })

  it('is renamed, shared, locked and deleted, with a way back', async () => {
    const { id } = await seeded.gw.storedFilter.create({
      values: { organization: seeded.harbour, resource: 'product', name: 'Draft', filter: null },
    })
    await products(`&view=${id}`)
    await options('Draft').click()
    await take('Rename and share…')
    const dialog = page.getByRole('dialog', { name: 'Rename and share' })
    await dialog.getByLabel('Name').fill('For viewers')
    await dialog.getByLabel('People with a role').check()
    await dialog
      .getByRole('combobox', { name: 'Role' })
      .or(dialog.getByLabel('Role', { exact: true }))
      .first()
      .click()
    await page.getByRole('option', { name: 'Viewer', exact: true }).click()
    await dialog.getByRole('checkbox', { name: /Locked/ }).check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await picker('For viewers').waitFor()
    expect(await seeded.gw.storedFilter.get({ id })).toMatchObject({
      name: 'For viewers',
      visibility: 'role',
      roleName: 'Viewer',
      isLocked: true,
    })

    await options('For viewers').click()
    await take('Unlock')
    await expect.poll(async () => (await seeded.gw.storedFilter.get({ id })).isLocked, patient).toBe(false)
    await options('For viewers').click()
    await take('Delete')
    await picker('All products').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await picker('All products').click()
    await page.getByRole('menuitem', { name: 'For viewers' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('greets whoever chose it as their default, and lets itself be left', async () => {
    const id = await shareServices('First sight')
    await products(`&view=${id}`)
    await options('First sight').click()
    await take('Make it my default')
    await expect
      .poll(
        async () => (await seeded.gw.storedFilter.defaults({ organization: seeded.harbour, resource: 'product' })).mine,
        patient,
      )
      .toBe(id)
    await products()
    await picker('First sight').waitFor()
    expect(address().get('view')).toBe(id)
    await picker('First sight').click()
    await take('All products')
    await picker('All products').waitFor()
    await page.reload()
    await picker('All products').waitFor()
    expect(address().get('view')).toBe('all')
  })

  it('that is broken says what is gone, shows nothing, and can be put right', async () => {
    const { id: field } = await seeded.gw.customFieldDefinition.create({
      values: { organization: seeded.harbour, resource: 'product', key: 'depth', label: 'Depth', type: 'number' },
    })
    const filter = { not: { field: 'customFields.depth', op: 'eq' as const, value: 3 } }
    const { id } = await seeded.gw.storedFilter.create({
      values: { organization: seeded.harbour, resource: 'product', name: 'Shallow', filter },
    })
    await seeded.gw.customFieldDefinition.remove({ id: field })
    await page.goto(`/products?org=${seeded.harbour}&view=${id}`)
    await page.getByRole('alert').getByText('This view cannot be shown').waitFor()
    await page.getByText('Depth in the filter').waitFor()
    expect(await grid().count()).toBe(0)
    await page.getByRole('button', { name: 'Change the view' }).click()
    await page.getByRole('button', { name: 'Clear filters' }).first().click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' })
    await grid().getByRole('row').nth(1).waitFor()
    expect((await seeded.gw.storedFilter.get({ id })).filter).toBeNull()
  })

  it('that is not there, or not one’s own, is no view at all', async () => {
    await page.goto(`/products?org=${seeded.harbour}&view=0193f1a0-0000-7000-8000-00000000dead`)
    await page.getByRole('alert').getByText('There is no such view').waitFor()
    await page.getByRole('button', { name: 'Show all products' }).click()
    await grid().getByRole('row').nth(1).waitFor()
  })

  it('of somebody else may be used and copied, not changed', async () => {
    const { id } = await seeded.gw.storedFilter.create({
      values: {
        organization: seeded.harbour,
        resource: 'product',
        name: 'The house view',
        filter: null,
        ordering: ['name'],
        visibility: 'organization',
        isLocked: true,
      },
    })
    const theirs = await newVisitor(browser, stack.url, { width: 320, height: 640, scheme: 'dark' })
    await signIn(theirs.page, seeded.member.username, seeded.member.password)
    await theirs.page.goto(`/products?org=${seeded.harbour}&view=${id}&changed=1&sort=-name`)
    await theirs.page.getByRole('button', { name: 'Save as…' }).waitFor()
    expect(await theirs.page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0)
    expect(await horizontalOverflow(theirs.page)).toBe(0)
    await theirs.page.getByRole('button', { name: 'View: The house view, changed' }).click()
    await theirs.page.getByRole('menuitem', { name: 'The house view' }).waitFor()
    expect(await accessibilityFindings(theirs.page)).toEqual([])
    await theirs.context.close()
  })
})
