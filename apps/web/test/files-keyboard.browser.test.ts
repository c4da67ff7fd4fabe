import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFindings, newVisitor, row, signIn, untilFocused } from './support/browser.ts'
import { activeRow, grid, makeFolders, namesInList, openFolder, putFiles } from './support/file-screen.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(56)

let logs: Record<'Logs' | 'Logs/Day' | 'Logs/Night', string>

beforeAll(async () => {
  logs = await makeFolders(['Logs', 'Logs/Day', 'Logs/Night'] as const)
  await putFiles(logs.Logs, ['bridge.txt', 'deck.txt', 'engine.txt', 'galley.txt'])
})

const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
const turn = (name: string) => expect.poll(activeRow).toContain(name)

async function openLogs(): Promise<void> {
  await openFolder(logs.Logs, 'Logs')
  await row(page, 'deck.txt').waitFor()
  await grid().focus()
}

describe('the keys of a file manager', () => {
  it('walk with the arrows, go in with Enter and out with Backspace', async () => {
    await openLogs()
    await press('Home')
    await turn('Day')
    await press('ArrowDown', 'ArrowDown')
    await turn('bridge.txt')
    await press('End')
    await turn('galley.txt')
    await press('Home', 'ArrowDown', 'Enter')
    await heading('Night').waitFor()
    await page.getByText('This folder is empty').waitFor()
    await press('Backspace')
    await heading('Logs').waitFor()
  })

  it('go to a name by its letters, one after the other, and by one letter again and again', async () => {
    await openLogs()
    await press('Home', 'd', 'e')
    await turn('deck.txt')
    await openLogs()
    await press('Home', 'd')
    await turn('deck.txt')
    await press('d')
    await turn('Day')
  })

  it('mean what they mean otherwise where no name goes on so', async () => {
    await openLogs()
    await press('Home', 'd', 'ArrowDown', 'b')
    await turn('bridge.txt')
    await press('Home', 'd', 'e', 'Space')
    await page.getByRole('dialog').getByText('deck.txt').first().waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('delete with Delete, and take it back with Ctrl Z', async () => {
    await openLogs()
    await press('End', 'Delete')
    await row(page, 'galley.txt').waitFor({ state: 'hidden' })
    await page.getByText('“galley.txt” moved to the trash').waitFor()
    await press('Control+z')
    await row(page, 'galley.txt').waitFor()
  })

  it('take back once what is taken back by a double click', async () => {
    const restored: string[] = []
    page.on('request', (request) => restored.push(...(request.url().match(/file\.restoreMany/g) ?? [])))
    await openLogs()
    await press('End', 'Delete')
    await row(page, 'galley.txt').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Undo' }).dblclick()
    await row(page, 'galley.txt').waitFor()
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'hidden' })
    expect(restored).toHaveLength(1)
  })

  it('choose: a range with Shift, all with Ctrl A, none with Escape', async () => {
    await openLogs()
    await press('Home', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await page.getByText('3 selected').waitFor()
    await press('Control+a')
    await page.getByText('6 selected').waitFor()
    await press('Escape')
    await page.getByText('6 selected').waitFor({ state: 'hidden' })
  })

  it('preview with Space and open the details with Enter, and give the list its focus back', async () => {
    await openLogs()
    await press('End', 'Space')
    await page.getByRole('dialog').getByText('galley.txt').first().waitFor()
    await press('ArrowLeft')
    await page.getByRole('dialog').getByText('engine.txt').first().waitFor()
    await press('Escape')
    await untilFocused(page, grid())
    await turn('engine.txt')
    await press('Enter')
    await page.getByRole('complementary', { name: 'Details' }).getByText('SHA-256').waitFor()
    await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Close' }).press('Enter')
    await untilFocused(page, grid())
  })

  it('rename with F2: the extension stays unselected, Escape leaves all as it was', async () => {
    await openLogs()
    await press('End', 'F2')
    const field = page.getByRole('textbox', { name: 'New name' })
    await untilFocused(page, field)
    expect(await field.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([
      0, 6,
    ])
    await page.keyboard.type('kitchen')
    await press('Escape')
    await untilFocused(page, grid())
    await turn('galley.txt')
    await press('F2')
    await untilFocused(page, field)
    await page.keyboard.type('kitchen')
    const saved = page.waitForResponse(/file\.update/)
    await press('Enter')
    await row(page, 'kitchen.txt').waitFor()
    await saved
    await untilFocused(page, grid())
  })

  it('select the whole name of a folder, whatever dots are in it', async () => {
    await openLogs()
    await press('Home', 'ArrowDown', 'F2')
    const field = page.getByRole('textbox', { name: 'New name' })
    await untilFocused(page, field)
    await page.keyboard.type('Night.2026')
    const saved = page.waitForResponse(/folder\.update/)
    await press('Enter')
    await saved
    await row(page, 'Night.2026').waitFor()
    await untilFocused(page, grid())
    await press('F2')
    await untilFocused(page, field)
    expect(await field.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([
      0, 10,
    ])
    await press('Escape')
  })

  it('copy and paste into another folder, cut and paste back: what was cut is gone from where it was', async () => {
    await openLogs()
    await press('Home', 'ArrowDown', 'ArrowDown')
    await turn('bridge.txt')
    await press('Control+c')
    await page.getByRole('button', { name: 'Paste' }).waitFor()
    await press('Home', 'Enter')
    await heading('Day').waitFor()
    await press('Control+v')
    await page.getByText('“bridge.txt” copied to Day').waitFor()
    await row(page, 'bridge.txt').waitFor()

    await grid().focus()
    await press('Home')
    await turn('bridge.txt')
    await press('F2')
    const field = page.getByRole('textbox', { name: 'New name' })
    await untilFocused(page, field)
    await page.keyboard.type('harbour')
    const saved = page.waitForResponse(/file\.update/)
    await press('Enter')
    await saved
    await untilFocused(page, grid())
    await turn('harbour.txt')
    await press('Control+x')
    await press('Backspace')
    await heading('Logs').waitFor()
    await row(page, 'deck.txt').waitFor()
    await press('Control+v')
    await page.getByText('“harbour.txt” moved to Logs').waitFor()
    await row(page, 'harbour.txt').waitFor()
    await expect
      .poll(namesInList)
      .toEqual(['Day', 'Night.2026', 'bridge.txt', 'deck.txt', 'engine.txt', 'harbour.txt', 'kitchen.txt'])
  })

  it('delete with Del, the next row has its turn, and look for names with a slash', async () => {
    await openLogs()
    await press('End')
    await turn('kitchen.txt')
    await press('ArrowUp', 'Delete')
    await row(page, 'harbour.txt').waitFor({ state: 'hidden' })
    await turn('kitchen.txt')
    await press('/')
    await page.keyboard.type('deck')
    await heading('Logs 1').waitFor()
    await row(page, 'deck.txt').waitFor()
    const { rows } = await seeded.gw.file.list({ filter: { field: 'folder', op: 'eq', value: logs.Logs } })
    expect(rows.map(({ originalFilename }) => originalFilename)).not.toContain('harbour.txt')
  })
})

describe('a name that has no end', () => {
  const endless = 'W'.repeat(190)

  it('hides neither the way back nor the last entry of a menu, and is cut where it is a heading', async () => {
    const folders = await makeFolders([endless])
    await putFiles(logs['Logs/Day'], [`${endless}.txt`])
    const { page: narrow, context } = await newVisitor(browser, stack.url, { width: 320, height: 560 })
    await signIn(narrow)
    await narrow.goto(`/files?org=${seeded.harbour}&folder=${folders[endless]}`)
    const heading = narrow.getByRole('heading', { level: 1, name: endless })
    await heading.waitFor()
    await expect.poll(async () => (await heading.boundingBox())?.width).toBeLessThan(320)

    await narrow.goto(`/files?org=${seeded.harbour}&folder=${logs['Logs/Day']}`)
    await row(narrow, endless)
      .getByRole('button', { name: /^Actions/ })
      .click()
    const remove = narrow.getByRole('menuitem', { name: 'Delete' })
    await remove.waitFor()
    const menu = await narrow.getByRole('menu').boundingBox()
    expect(menu && menu.y >= 0 && menu.y + menu.height <= 560).toBe(true)
    expect((await accessibilityFindings(narrow)).filter(({ rule }) => rule === 'color-contrast')).toEqual([])
    await remove.click()
    const undo = narrow.getByRole('button', { name: 'Undo' })
    const box = await undo.boundingBox()
    expect(box && box.width > 30 && box.y > 0 && box.y + box.height < 560).toBe(true)
    await undo.click()
    await row(narrow, endless).waitFor()
    await context.close()
  })
})

describe('a list that could not be shown', () => {
  it('is there by itself once the server answers again', async () => {
    await openLogs()
    await page.route('**/api/**', (route) => route.abort())
    // What is heard of meanwhile cannot be looked at either, and breaks nothing.
    await makeFolders(['Made in the silence'])
    await page.getByRole('link', { name: 'Trash' }).click()
    await page.getByText('The server cannot be reached').first().waitFor()
    await page.unroute('**/api/**')
    await page.getByRole('grid').waitFor()
  })
})

describe('all of it', () => {
  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
