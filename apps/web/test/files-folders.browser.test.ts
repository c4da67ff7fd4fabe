import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { drag, pressOn, row, settledChoices, takeFromMenu } from './support/browser.ts'
import { breadcrumb, grid, makeFolders, namesInList, openFiles, openFolder, putFiles } from './support/file-screen.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(55)

let charts: Record<'Charts' | 'Charts/North' | 'Charts/Old', string>

beforeAll(async () => {
  charts = await makeFolders(['Charts', 'Charts/North', 'Charts/Old'] as const)
  await putFiles(charts.Charts, ['sheet 2.txt', 'sheet 10.txt', 'sheet 1.txt', 'legend.txt'])
})

const title = (name: string) => row(page, name).getByTitle(name, { exact: true })
const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
const inFolder = async (folder: string) => {
  const { rows } = await seeded.gw.file.list({ filter: { field: 'folder', op: 'eq', value: folder } })
  return rows.map(({ originalFilename }) => originalFilename).toSorted()
}
const undo = () => page.getByRole('button', { name: 'Undo' }).last().click()

describe('a folder', () => {
  it('shows folders first, and names as people count', async () => {
    await openFolder(charts.Charts, 'Charts')
    await row(page, 'sheet 10.txt').waitFor()
    expect(await namesInList()).toEqual(['North', 'Old', 'legend.txt', 'sheet 1.txt', 'sheet 2.txt', 'sheet 10.txt'])
  })

  it('is made with a name, and says so when the name is taken', async () => {
    await openFolder(charts.Charts, 'Charts')
    await pressOn(page, page.getByRole('button', { name: 'New folder' }))
    const dialog = page.getByRole('dialog', { name: 'New folder' })
    await dialog.getByRole('textbox', { name: 'Name of the folder' }).fill('North')
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').waitFor()
    await dialog.getByRole('textbox', { name: 'Name of the folder' }).fill('South')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await row(page, 'South').waitFor()
  })

  it('has an address of its own, and so has everything that is open in it', async () => {
    await openFolder(charts['Charts/North'], 'North')
    await page.getByText('This folder is empty').waitFor()
    await breadcrumb().getByRole('link', { name: 'Charts' }).click()
    await heading('Charts 7').waitFor()
    await title('legend.txt').click()
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Details' }).getByText('SHA-256').waitFor()
    await page.reload()
    await page.getByRole('complementary', { name: 'Details' }).getByText('SHA-256').waitFor()
    await heading('Charts 7').waitFor()
    await page.goBack()
    await page.getByRole('complementary', { name: 'Details' }).waitFor({ state: 'hidden' })
  })

  it('and a file in it open in tabs of their own, and their addresses can be passed on', async () => {
    await openFolder(charts.Charts, 'Charts')
    const menuOf = (name: string) =>
      row(page, name)
        .getByRole('button', { name: `Actions for ${name}` })
        .click()
    await menuOf('legend.txt')
    const opening = page.context().waitForEvent('page')
    await page.getByRole('menuitem', { name: 'Open in a new tab' }).click()
    const tab = await opening
    await tab.getByRole('dialog', { name: 'legend.txt' }).waitFor()
    await tab.close()
    await menuOf('North')
    await page.getByRole('menuitem', { name: 'Copy address' }).click()
    await page.getByText('Address copied').waitFor()
    await page.goto(await page.evaluate(() => navigator.clipboard.readText()))
    await heading('North').waitFor()
  })

  it('that is not there says so and leads back', async () => {
    await page.goto(`/files?org=${seeded.harbour}&folder=01a00000-0000-7000-8000-000000000000`)
    await page.getByText('This folder is not here').waitFor()
    await page.getByRole('button', { name: 'To all files' }).click()
    await row(page, 'Harbour at dusk.jpg').waitFor()
  })
})

describe('moving', () => {
  it('by the mouse: into a folder, out to a step of the path, and back with Undo', async () => {
    await openFolder(charts.Charts, 'Charts')
    await drag(page, title('sheet 1.txt'), title('sheet 2.txt'), title('North'))
    await page.getByText('“sheet 1.txt” moved to North').waitFor()
    await row(page, 'sheet 1.txt').waitFor({ state: 'hidden' })
    expect(await inFolder(charts['Charts/North'])).toEqual(['sheet 1.txt'])

    await openFolder(charts['Charts/North'], 'North')
    await drag(page, title('sheet 1.txt'), breadcrumb(), breadcrumb().getByRole('link', { name: 'Charts' }))
    await page.getByText('“sheet 1.txt” moved to Charts').waitFor()
    await undo()
    await expect.poll(() => inFolder(charts['Charts/North'])).toEqual(['sheet 1.txt'])
    await row(page, 'sheet 1.txt').waitFor()
  })

  it('takes all that is chosen, and one Undo takes it back', async () => {
    await openFolder(charts.Charts, 'Charts')
    await title('sheet 2.txt').click()
    await title('sheet 10.txt').click({ modifiers: ['Control'] })
    await page.getByText('2 selected').waitFor()
    await drag(page, title('sheet 2.txt'), title('legend.txt'), title('Old'))
    await page.getByText('2 items moved to Old').waitFor()
    expect(await inFolder(charts['Charts/Old'])).toEqual(['sheet 10.txt', 'sheet 2.txt'])
    await undo()
    await row(page, 'sheet 10.txt').waitFor()
    await expect.poll(() => inFolder(charts['Charts/Old'])).toEqual([])
  })

  it('needs no mouse: a dialog asks where to', async () => {
    await openFolder(charts.Charts, 'Charts')
    await title('legend.txt').click()
    await page.keyboard.press('Shift+F10')
    await takeFromMenu(page, 'Move to…')
    const dialog = page.getByRole('dialog', { name: 'Move “legend.txt” to' })
    await dialog.getByRole('button', { name: 'Files' }).click()
    await page.keyboard.type('Old')
    await settledChoices(page).waitFor()
    await page.getByRole('option', { name: /Old/ }).click()
    await dialog.getByRole('button', { name: 'Move here' }).click()
    await page.getByText('“legend.txt” moved to Old').waitFor()
    await undo()
    await row(page, 'legend.txt').waitFor()
  })
})

describe('many at once', () => {
  it('are chosen by a frame drawn around them, and come as one ZIP', async () => {
    await openFolder(charts.Charts, 'Charts')
    const [list, last] = [await grid().boundingBox(), await row(page, 'sheet 2.txt').boundingBox()]
    if (!list || !last) throw new Error('The list is not shown')
    await page.mouse.move(list.x + list.width - 60, list.y + list.height - 40)
    await page.mouse.down()
    await page.mouse.move(list.x + 240, last.y + 10, { steps: 8 })
    await page.mouse.up()
    await page.getByText('2 selected').waitFor()
    const downloading = page.waitForEvent('download')
    await page
      .getByRole('button', { name: /^Download/ })
      .first()
      .click()
    const zip = await downloading
    expect(zip.suggestedFilename()).toMatch(/\.zip$/)
    const bytes = (await readFile(await zip.path())).toString('latin1')
    expect(bytes.slice(0, 2)).toBe('PK')
    expect(['sheet 2.txt', 'sheet 10.txt', 'sheet 1.txt'].map((name) => bytes.includes(name))).toEqual([
      true,
      true,
      false,
    ])
    await page.keyboard.press('Escape')
  })

  it('are chosen by range and one by one, tagged, deleted, and restored by one Undo', async () => {
    await openFolder(charts.Charts, 'Charts')
    await title('legend.txt').click()
    await title('sheet 10.txt').click({ modifiers: ['Shift'] })
    await page.getByText('3 selected').waitFor()
    await title('sheet 2.txt').click({ modifiers: ['Control'] })
    await page.getByText('2 selected').waitFor()
    await page.getByRole('toolbar').getByRole('button', { name: 'Add tags' }).click()
    await page.getByRole('dialog').getByRole('combobox').fill('checked')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add to 2 files' }).click()
    await row(page, 'legend.txt').getByText('checked').waitFor()

    await page.goto(`/files?org=${seeded.harbour}&folder=${charts.Charts}&tag=checked`)
    await heading('Charts 2').waitFor()
    await grid().focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.getByText('2 items moved to the trash').waitFor()
    await undo()
    await row(page, 'legend.txt').waitFor()
    await row(page, 'sheet 10.txt').waitFor()
  })

  it('go to the trash with the folder they are in, and come back with it', async () => {
    await openFiles()
    await title('Charts').click()
    await page.keyboard.press('Delete')
    await page.getByText('“Charts” moved to the trash').waitFor()
    await row(page, 'Charts').waitFor({ state: 'hidden' })
    await undo()
    await row(page, 'Charts').waitFor()
    expect(await inFolder(charts['Charts/North'])).toEqual(['sheet 1.txt'])
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
