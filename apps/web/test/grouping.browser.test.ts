import { beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  pressOn,
  row,
  takeFromMenu,
  untilFocused,
} from './support/browser.ts'
import { page, seeded, startSignedIn } from './support/signed-in.ts'

/** More than one page of the larger group, so that its count is no count of what is loaded. */
const goods = 130
const services = 3

startSignedIn(63)
beforeAll(async () => {
  const { gw, harbour } = seeded
  await gw.product.createMany({
    rows: Array.from({ length: goods + services }, (_, place) => ({
      organization: harbour,
      sku: `GROUP-${String(place).padStart(3, '0')}`,
      name: `Grouped ${String(place).padStart(3, '0')}`,
      productType: place < services ? ('SERVICE' as const) : ('PHYSICAL_GOOD' as const),
    })),
  })
})

/** A busy machine is no fault of the page. */
const patient = { timeout: 10_000 }
const grid = () => page.getByRole('grid', { name: 'Products' })
const heads = () => grid().getByRole('row').filter({ hasText: /^Type/ })
const address = () => new URL(page.url()).searchParams

async function grouped(search = ''): Promise<void> {
  await page.goto(`/products?org=${seeded.harbour}&q=Grouped${search}`)
  await grid().getByRole('row').nth(1).waitFor()
}

describe('a list in groups', () => {
  it('has a head for each with how many it holds, and its rows in their order below', async () => {
    await grouped('&sort=-name')
    await page.getByRole('button', { name: 'Group', exact: true }).click()
    await takeFromMenu(page, 'Type')
    await page.getByRole('button', { name: 'By Type' }).waitFor()
    expect(address().get('group')).toBe('productType')
    await expect.poll(() => heads().first().textContent(), patient).toMatch(new RegExp(`Physical good\\s*${goods}`))
    const lines = await grid().getByRole('row').allInnerTexts()
    expect(lines[2]).toContain(`Grouped ${goods + services - 1}`)
    expect(lines[3]).toContain(`Grouped ${goods + services - 2}`)
    expect(await accessibilityFindings(page)).toEqual([])

    await grid().focus()
    const atEnd = async () => {
      await page.keyboard.press('End')
      return (await heads().allTextContents()).join()
    }
    await expect.poll(atEnd, patient).toMatch(new RegExp(`Service\\s*${services}`))
    await page.reload()
    await expect.poll(() => heads().first().textContent(), patient).toMatch(/Physical good/)
    await page.getByRole('button', { name: 'No groups' }).click()
    await heads().first().waitFor({ state: 'detached' })
  })

  it('is kept by a view, which comes in groups again', async () => {
    await grouped('&group=productType')
    await page.getByRole('button', { name: 'Save view…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as a new view' })
    await dialog.getByLabel('Name').fill('By type')
    await dialog.getByLabel('Name').press('Enter')
    await page.getByRole('button', { name: 'View: By type', exact: true }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    expect(address().get('group')).toBeNull()
    await page.reload()
    await expect.poll(() => heads().first().textContent(), patient).toMatch(new RegExp(`Physical good\\s*${goods}`))
    const [view] = (await seeded.gw.storedFilter.list({ search: 'By type' })).rows
    expect(view).toMatchObject({ name: 'By type', groupBy: 'productType' })
  })

  it('stays in order, and counts, while its rows change: here, and elsewhere', async () => {
    await page.goto(`/products?org=${seeded.harbour}&q=GROUP-00&columns=name,productType&group=productType`)
    const headsSay = (physical: number, service: number) =>
      expect
        .poll(async () => (await heads().allTextContents()).map((text) => text.replace(/\s+/g, ' ')), patient)
        .toEqual([
          expect.stringMatching(new RegExp(`Physical good ?${physical}$`)),
          expect.stringMatching(new RegExp(`Service ?${service}$`)),
        ])
    await headsSay(7, services)
    await row(page, 'Grouped 006').locator('[data-column="productType"]').dblclick()
    await page.getByRole('option', { name: 'Service', exact: true }).click()
    await headsSay(6, services + 1)

    const { gw } = seeded
    const { rows } = await gw.product.list({ search: 'GROUP-00', orderBy: ['sku'] })
    const idOf = (place: number) => rows[place]?.id ?? ''
    await gw.product.remove({ id: idOf(9) })
    await headsSay(5, services + 1)
    await gw.product.updateMany({ ids: [idOf(8)], values: { productType: 'SERVICE' } })
    await headsSay(4, services + 2)
    await gw.product.restore({ id: idOf(9) })
    await gw.product.updateMany({ ids: [idOf(6), idOf(8)], values: { productType: 'PHYSICAL_GOOD' } })
    await headsSay(7, services)
  })

  it('folds and unfolds each by its head, which asks for no row of it and stays as it was left', async () => {
    await grouped('&group=productType')
    const head = (name: string) => grid().getByRole('button', { name: `Type ${name}` })
    await head('Physical good').click()
    await grid().getByRole('row').filter({ hasText: 'Grouped 000' }).waitFor()
    // More than a page of the first group stood above it.
    await expect
      .poll(() => heads().allTextContents(), patient)
      .toEqual([
        expect.stringMatching(new RegExp(`Physical good\\s*${goods}`)),
        expect.stringMatching(new RegExp(`Service\\s*${services}`)),
      ])
    expect(await grid().getByRole('row').filter({ hasText: 'Grouped' }).count()).toBe(services)
    await page.getByText(String(goods + services), { exact: true }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    await pressOn(page, head('Service'))
    await grid().getByRole('row').filter({ hasText: 'Grouped' }).first().waitFor({ state: 'detached' })
    await untilFocused(page, head('Service'))
    expect(await head('Service').getAttribute('aria-expanded')).toBe('false')
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    await page.goBack()
    await head('Service').waitFor()
    expect(await head('Physical good').getAttribute('aria-expanded')).toBe('false')

    await pressOn(page, head('Physical good'))
    await row(page, 'Grouped 003').waitFor()
    expect(await head('Physical good').getAttribute('aria-expanded')).toBe('true')
    await page.reload()
    await row(page, 'Grouped 003').waitFor()
  })

  it('fits the narrowest screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    await grouped('&group=productType')
    await heads().first().waitFor()
    expect(await horizontalOverflow(page)).toBe(0)
    await page.setViewportSize({ width: 1280, height: 800 })
  })
})
