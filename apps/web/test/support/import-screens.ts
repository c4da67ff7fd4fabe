import type { Page } from 'playwright-core'
import type { Screen } from './screen.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor()
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

async function chooseFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Products for import\.csv/ }).click()
  await heading(page, 'Does it look right?')
  await page.getByRole('cell', { name: 'HT-1001' }).waitFor()
}

async function toColumns(page: Page): Promise<void> {
  await chooseFile(page)
  await next(page)
  await heading(page, 'What do the columns mean?')
}

async function toRows(page: Page): Promise<void> {
  await toColumns(page)
  await next(page)
  await page.getByRole('radio', { name: 'By SKU' }).waitFor()
}

const screen = (name: string, prepare: Screen['prepare']): Screen => ({
  name,
  path: ({ harbour }) => `/products/import?org=${harbour}`,
  prepare,
})

/** The way from a file to rows, a step at a time. */
export const importScreens: readonly Screen[] = [
  screen('import-file', (page) => page.getByRole('button', { name: /^Products for import\.csv/ }).waitFor()),
  screen('import-reading', chooseFile),
  screen('import-columns', toColumns),
  screen('import-rows', toRows),
  screen('import-result', async (page) => {
    await toRows(page)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByRole('grid', { name: 'Faulty rows' }).getByRole('row').nth(1).waitFor()
  }),
]
