import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { accessibilityFindings } from './support/browser.ts'
import { page, seeded, startSignedIn } from './support/signed-in.ts'

startSignedIn(59)
beforeAll(async () => {
  const { gw, harbour } = seeded
  await gw.product.createMany({
    rows: ['Anchor', 'Buoy', 'Cleat'].map((name, place) => ({
      organization: harbour,
      sku: `EX-00${place}`,
      name: `Export ${name}`,
      productType: place ? ('PHYSICAL_GOOD' as const) : ('SERVICE' as const),
    })),
  })
})

it('what a view shows is taken out through it, in its order', async () => {
  const { id } = await seeded.gw.storedFilter.create({
    values: {
      organization: seeded.harbour,
      resource: 'product',
      name: 'Exported goods',
      filter: { field: 'productType', op: 'eq', value: 'PHYSICAL_GOOD' },
      columns: [{ name: 'sku' }, { name: 'name' }],
      ordering: ['-sku'],
    },
  })
  await page.goto(`/products?org=${seeded.harbour}&view=${id}&q=Export`)
  await page.getByRole('grid', { name: 'Products' }).getByRole('row').nth(2).waitFor()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export products' })
  await dialog.getByText('as the saved view narrows them').waitFor()
  const asking = page.waitForResponse((response) => response.url().includes('product.export'))
  await dialog.getByRole('radio', { name: 'CSV' }).check()
  await dialog.getByRole('button', { name: 'Export' }).click()
  expect((await asking).request().postDataJSON()).toMatchObject({ '0': { applyFilter: id, search: 'Export' } })
  await dialog.getByText('Done: 2 rows.').waitFor()
  await page.keyboard.press('Escape')
})

it('the list on the screen is taken out as a file: its rows, its columns, its order', async () => {
  await page.goto(`/products?org=${seeded.harbour}&q=Export&sort=-name&columns=name,sku`)
  await page.getByRole('grid', { name: 'Products' }).getByRole('row').nth(3).waitFor()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export products' })
  await dialog.getByText('3 products').waitFor()
  await dialog.getByText('found by “Export”').waitFor()
  expect(await accessibilityFindings(page)).toEqual([])

  await dialog.getByRole('radio', { name: 'CSV' }).check()
  await dialog.getByRole('button', { name: 'Export' }).click()
  await dialog.getByText('Done: 3 rows.').waitFor()
  await dialog.getByText(/^The file is kept until \d/).waitFor()
  const downloading = page.waitForEvent('download')
  // The file is scanned first; until then there is no link to it.
  await expect
    .poll(
      async () => (await seeded.gw.file.list({ organizations: [seeded.harbour], search: 'products-' })).rows[0]?.status,
    )
    .toBe('available')
  await dialog.getByRole('button', { name: 'Download' }).click()
  const text = await readFile(await (await downloading).path(), 'utf8')
  expect(text.split('\r\n').slice(1, 4)).toEqual(['Export Cleat,EX-002', 'Export Buoy,EX-001', 'Export Anchor,EX-000'])
})
