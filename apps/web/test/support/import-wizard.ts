import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { page, seeded } from './signed-in.ts'

/** What the steps of an import are worked by. */
export const heading = (name: string): Locator => page.getByRole('heading', { name })
export const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
export const faulty = (): Locator => page.getByRole('grid', { name: 'Faulty rows' })

/** How many rows the job has counted as that. */
export const count = (name: string): Locator =>
  page
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('..')
    .getByRole('definition')

export async function choose(field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

export const openImport = () => page.goto(`/products/import?org=${seeded.harbour}`)

export async function pick(path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await press('Choose a file…')
  await (await choosing).setFiles(path)
}

/** A suite's desk: files on it are gone afterwards. */
export function aDesk(): (name: string, content: string | Uint8Array) => Promise<string> {
  let desk = ''
  beforeAll(async () => {
    desk = await mkdtemp(join(tmpdir(), 'groundwork-import-'))
  })
  afterAll(() => rm(desk, { recursive: true }))
  return async (name, content) => {
    const path = join(desk, name)
    await writeFile(path, content)
    return path
  }
}

/** A text table as programs on Windows write it. */
export const csvOf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
