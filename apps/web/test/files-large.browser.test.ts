import { beforeAll, describe, expect, it } from 'vitest'
import { row } from './support/browser.ts'
import { activeRow, grid, makeFolders, openFiles, putFiles } from './support/file-screen.ts'
import { page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(58)

const count = 10_000
/** On a machine that does nothing else it takes a fraction of this. */
const patienceMs = 5_000

let archive: string

beforeAll(async () => {
  ;({ Archive: archive } = await makeFolders(['Archive'] as const))
  await putFiles(archive, ['sheet 1.txt'])
  await stack.sql(
    `insert into file (id, organization_id, original_filename, folder_id, file_size, mime_type, kind, status, sha256,
       uploaded_by_id, file_path, created_by_id)
     select uuidv7(), organization_id, 'sheet ' || n || '.txt', folder_id, file_size, mime_type, kind, status, sha256,
       uploaded_by_id, file_path || '/' || n, created_by_id
     from file, generate_series(2, ${count}) as n where folder_id = $1`,
    [archive],
  )
})

describe(`a folder of ${count} files`, () => {
  it('opens at once, and only the rows in view exist', async () => {
    await openFiles()
    await page.getByRole('grid').focus()
    await row(page, 'Archive').click()
    const begun = performance.now()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Archive', level: 1 }).waitFor()
    await row(page, 'sheet 1').first().waitFor()
    const took = performance.now() - begun
    expect(took).toBeLessThan(patienceMs)
    expect(await page.getByRole('row').count()).toBeLessThan(60)
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(count + 1))
  })

  it('is walked to its end page by page without losing the place', async () => {
    await page.goto(`/files?org=${seeded.harbour}&folder=${archive}&sort=originalFilename`)
    await row(page, 'sheet 1.txt').waitFor()
    await grid().focus()
    await page.keyboard.press('End')
    await expect.poll(activeRow).toContain('sheet 100.txt')
    const goOn = async () => {
      await page.keyboard.press('ArrowDown')
      return activeRow()
    }
    // The key waits for nobody: the next page comes when it comes.
    await expect.poll(goOn).toMatch(/^sheet 10[1-9]\.txt/)
    expect(await page.getByRole('row').count()).toBeLessThan(60)
  })

  it('is chosen as a whole only where that is said', async () => {
    // Ten thousand are brought here a hundred at a time; a tenth of them shows the same.
    await stack.sql(`delete from file where original_filename ~ '^sheet \\d{4,}'`)
    await page.goto(`/files?org=${seeded.harbour}&folder=${archive}&sort=originalFilename`)
    await row(page, 'sheet 1.txt').waitFor()
    await grid().focus()
    await page.keyboard.press('Control+a')
    await page.getByText('100 of 999 selected').waitFor()
    await page.getByRole('button', { name: 'Select all 999' }).click()
    await page.getByText('999 selected', { exact: true }).waitFor({ timeout: 30_000 })
    await page.keyboard.press('Escape')
    await page.getByText('999 selected').waitFor({ state: 'hidden' })
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
