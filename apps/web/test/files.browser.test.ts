import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drop, newVisitor, row, signIn } from './support/browser.ts'
import { samplePath } from './support/seed.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

let desktop: string

startSignedIn(31)
beforeAll(async () => {
  desktop = await mkdtemp(join(tmpdir(), 'groundwork-desktop-'))
})
afterAll(() => rm(desktop, { recursive: true, force: true }))

const open = async (search = '', organization = seeded.harbour) => {
  await page.goto(`/files?org=${organization}${search}`)
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
}
const tray = () => page.getByRole('region', { name: 'Uploads' })
/** The names in the list, top to bottom. */
const names = () =>
  page
    .getByRole('row')
    .getByRole('gridcell')
    .locator('[title*="."]')
    .evaluateAll((cells) => cells.map((cell) => cell.textContent))

const activeRow = () =>
  page
    .getByRole('grid')
    .evaluate((grid) => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent)

describe('uploading', () => {
  it('takes what is dropped anywhere, refuses what does not fit with a reason, and shows each state by itself', async () => {
    await open()
    await writeFile(join(desktop, 'installer.exe'), 'MZ')
    await writeFile(join(desktop, 'nothing.txt'), '')
    const paths = ['installer.exe', 'nothing.txt'].map((name) => join(desktop, name))
    await drop(page, [samplePath('dunes.webp'), samplePath('not-really.jpg'), ...paths])

    const line = (name: string) => tray().getByRole('listitem').filter({ hasText: name })
    await line('dunes.webp').getByText('Available').waitFor()
    await line('installer.exe').getByText('Files that end in .exe are not accepted').waitFor()
    await line('nothing.txt').getByText('The file is empty').waitFor()
    await line('not-really.jpg').getByText('the contents are a different type').waitFor()
    await tray().getByText('1 file uploaded, 3 not').waitFor()
    await row(page, 'dunes.webp').getByText('Available').waitFor()

    await page.getByRole('link', { name: 'Products' }).click()
    await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
    await tray().getByText('1 file uploaded, 3 not').waitFor()
    await tray().getByRole('button', { name: 'Close uploads' }).click()
    await tray().waitFor({ state: 'hidden' })
  })

  it('takes a folder with everything in it and remembers where each file lay', async () => {
    await open('', seeded.logistics)
    const deep = join(desktop, 'Voyage', 'Day 1', 'Evening')
    await mkdir(deep, { recursive: true })
    await writeFile(join(deep, 'log.txt'), 'calm sea')
    await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        writeFile(join(desktop, 'Voyage', `leg ${index + 1}.txt`), `leg ${index}`),
      ),
    )
    await drop(page, [join(desktop, 'Voyage')])
    await tray().getByText('121 files uploaded').waitFor({ timeout: 45_000 })
    const { rows } = await seeded.gw.file.list({ search: 'log.txt' })
    expect(rows[0]?.customFields).toEqual({ folder: 'Voyage/Day 1/Evening' })
    await tray().getByRole('button', { name: 'Close uploads' }).click()
  })

  it('takes what is pasted, and asks whose it will be when all organizations are on the screen', async () => {
    await page.goto('/files')
    await page.getByRole('grid', { name: 'Files' }).waitFor()
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['ebb at noon'], 'from the clipboard.txt', { type: 'text/plain' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
    const question = page.getByRole('dialog', { name: 'Upload to which organization?' })
    await question.getByRole('button', { name: 'Choose an organization' }).click()
    await page.getByRole('option', { name: /Meridian Logistics/ }).click()
    await question.getByRole('button', { name: 'Upload' }).click()
    await row(page, 'from the clipboard.txt').getByText('Meridian Logistics').waitFor()
    await tray().getByText('1 file uploaded').waitFor()
    await tray().getByRole('button', { name: 'Close uploads' }).click()
  })

  it('sorts names as people count', async () => {
    await open('&q=leg+1&sort=originalFilename', seeded.logistics)
    await row(page, 'leg 10.txt').waitFor()
    expect((await names()).slice(0, 4)).toEqual(['leg 1.txt', 'leg 10.txt', 'leg 11.txt', 'leg 12.txt'])
  })

  it.runIf(process.env.TEST_CLAMAV_HOST)('locks a virus away and says so', async () => {
    await open()
    const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
    await writeFile(join(desktop, 'minutes.txt'), eicar)
    await drop(page, [join(desktop, 'minutes.txt')])
    await tray()
      .getByRole('listitem')
      .filter({ hasText: 'minutes.txt' })
      .getByText('Refused')
      .waitFor({ timeout: 30_000 })
    await row(page, 'minutes.txt').getByText('Refused').filter({ visible: true }).waitFor()
    await row(page, 'minutes.txt').click()
    await page.keyboard.press('Enter')
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByText('It was locked away').waitFor()
    expect(await details.getByRole('button', { name: 'Download' }).count()).toBe(0)
    await tray().getByRole('button', { name: 'Close uploads' }).click()
  })
})

describe('finding', () => {
  it('keeps filter, order and view in the address, over a reload', async () => {
    await open()
    await page.getByRole('button', { name: 'Kind', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Images' }).check()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Size', exact: true }).first().click()
    await page.getByRole('radio', { name: 'Up to 1 MB' }).check()
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click()
    await page.waitForURL(/sort=fileSize/)
    await row(page, 'Warehouse 2 floor plan.svg').waitFor()
    await row(page, 'Packing list 7.txt').waitFor({ state: 'hidden' })
    const before = await names()

    await page.reload()
    await row(page, 'Warehouse 2 floor plan.svg').waitFor()
    expect(await names()).toEqual(before)
    expect(await page.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await row(page, 'Packing list 7.txt').waitFor()
  })

  it('goes to the search box with a slash, and says what to do when nothing matches', async () => {
    await open()
    await page.keyboard.press('/')
    await page.keyboard.type('no such words anywhere')
    await page.getByText('No file matches').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).last().click()
    await row(page, 'Harbour at dusk.jpg').waitFor()
  })

  it('finds files and screens from the palette', async () => {
    await open()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Search or jump to…' }).fill('lighthouse')
    await page.getByRole('dialog').getByText('Lighthouse, north pier.jpg').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page
      .getByRole('complementary', { name: 'Details' })
      .getByRole('heading', { name: 'Lighthouse, north pier.jpg' })
      .waitFor()
    await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click()
  })
})

describe('looking closer, by keyboard alone', () => {
  it('previews with Space, goes on with arrows, comes back with Escape to the row it left', async () => {
    await open('&kind=image&sort=originalFilename&tag=photo')
    await row(page, 'Dunes after the storm.webp').click()
    await page.keyboard.press('Space')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img', { name: 'Dunes after the storm.webp' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog.getByRole('img', { name: 'Harbour at dusk.jpg' }).waitFor()
    expect(page.url()).toContain('preview=')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.getByRole('grid').evaluate((grid) => grid === document.activeElement)).toBe(true)
    await page.keyboard.press('Space')
    await dialog.getByRole('img', { name: 'Harbour at dusk.jpg' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it.each([
    ['Products for import.csv', 'cell', 'HT-1001'],
    ['Meeting notes week 47.md', 'heading', 'Harbour meeting'],
  ] as const)('shows %s as what it is', async (name, role, text) => {
    await open()
    await row(page, name).click()
    await page.keyboard.press('Space')
    await page.getByRole('dialog').getByRole(role, { name: text }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('plays sound and shows a PDF in the page', async () => {
    await open()
    await row(page, 'Gate chime.wav').click()
    await page.keyboard.press('Space')
    const sound = page.getByRole('dialog').locator('audio')
    await sound.waitFor()
    await page.waitForFunction(() => (document.querySelector('audio')?.readyState ?? 0) >= 1)
    await page.keyboard.press('Escape')
    await row(page, 'Offer 2026-118').click()
    await page.keyboard.press('Space')
    const frame = page.getByRole('dialog').locator('iframe')
    await frame.waitFor()
    expect(await frame.getAttribute('src')).toMatch(/^blob:/)
    await page.keyboard.press('Escape')
  })

  it('renames with F2, the extension unselected', async () => {
    await open()
    await row(page, 'Packing list 7.txt').click()
    await page.keyboard.press('F2')
    const input = page.getByRole('textbox', { name: 'New name' })
    await input.waitFor()
    expect(await input.evaluate((field: HTMLInputElement) => [field.selectionStart, field.selectionEnd])).toEqual([
      0, 14,
    ])
    await page.keyboard.type('Packing list 8')
    const saved = page.waitForResponse(/file\.update/)
    await page.keyboard.press('Enter')
    await row(page, 'Packing list 8.txt').waitFor()
    await saved
    await page.reload()
    await row(page, 'Packing list 8.txt').waitFor()
  })
})

describe('sharing', () => {
  it('copies a link that works for somebody who is not signed in, and says until when', async () => {
    await open()
    await row(page, 'Harbour at dusk.jpg')
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Copy link' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Copy link' }).click()
    await dialog
      .getByText(/It works until \d\d:\d\d/)
      .first()
      .waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())

    const stranger = await browser.newContext()
    const answer = await stranger.request.get(link)
    expect(answer.status()).toBe(200)
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(await answer.body())).toBe(hash(await readFile(samplePath('harbour-at-dusk.jpg'))))
    await stranger.close()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  })
})

describe('deleting', () => {
  it('moves to the trash, comes back with Undo, and from the trash', async () => {
    await open()
    await row(page, 'Letter to the port authority.docx').click()
    await page.keyboard.press('Delete')
    await row(page, 'Letter to the port authority.docx').waitFor({ state: 'hidden' })
    expect(await activeRow()).toContain('Offer 2026-131')
    await page.getByText('moved to the trash').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(page, 'Letter to the port authority.docx').waitFor()

    await row(page, 'Letter to the port authority.docx').click()
    await page.keyboard.press('Delete')
    await row(page, 'Letter to the port authority.docx').waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Trash' }).click()
    await row(page, 'Letter to the port authority.docx').click()
    await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click()
    await page.getByText('The trash is empty').waitFor()
    await page.getByRole('link', { name: 'Files' }).click()
    await row(page, 'Letter to the port authority.docx').waitFor()
  })

  it('works on many at once: range, toggle, all', async () => {
    await open('&q=leg', seeded.logistics)
    await row(page, 'leg').nth(1).click()
    await row(page, 'leg')
      .nth(3)
      .click({ modifiers: ['Shift'] })
    await page.getByText('3 selected').waitFor()
    await row(page, 'leg')
      .nth(2)
      .click({ modifiers: ['Control'] })
    await page.getByText('2 selected').waitFor()
    await page.getByRole('toolbar').getByRole('button', { name: 'Add tags' }).click()
    await page.getByRole('dialog').getByRole('combobox').fill('checked')
    await page.keyboard.press('Enter')
    const saved = page.waitForResponse(/file\.update/)
    await page.getByRole('button', { name: 'Add to 2 files' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await saved
    await page.goto(`/files?org=${seeded.logistics}&tag=checked`)
    await page.getByRole('heading', { name: 'Files 2' }).waitFor()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.getByText('2 files moved to the trash').waitFor()
  })
})

describe('tenancy and rights', () => {
  it('shows nothing of one organization to a person of another', async () => {
    const stranger = await newVisitor(browser, stack.url)
    await addStranger()
    await signIn(stranger.page, 'otto', 'otto-knows-no-harbour')
    await stranger.page.getByText('No files yet').waitFor()
    await stranger.page.goto(`/files?org=${seeded.harbour}`)
    await stranger.page.getByText('You may not see files here').waitFor()
    const { rows } = await seeded.gw.file.list({ limit: 1 })
    await stranger.page.goto(`/files?open=${rows[0]?.id}`)
    await stranger.page.getByText('This file is not here').waitFor()
    await stranger.context.close()
  })

  it('offers a member only what a member may do', async () => {
    const member = await newVisitor(browser, stack.url)
    await signIn(member.page, seeded.member.username, seeded.member.password)
    await row(member.page, 'Harbour at dusk.jpg').click()
    const bar = member.page.getByRole('toolbar')
    await bar.getByRole('button', { name: 'Download' }).waitFor()
    expect(await bar.getByRole('button', { name: 'Delete' }).count()).toBe(0)
    await member.context.close()
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})

async function addStranger(): Promise<void> {
  const { gw } = seeded
  const [type] = (await gw.organizationType.list({ limit: 1 })).rows
  const organization = await gw.organization.create({
    values: { name: 'Elsewhere', code: 'ELSE', organizationType: type?.name ?? '' },
  })
  const role = (await gw.role.list({ filter: { field: 'slug', op: 'eq', value: 'owner' } })).rows[0]
  const user = await gw.user.create({
    values: { username: 'otto', email: 'otto@elsewhere.example', password: 'otto-knows-no-harbour' },
  })
  await gw.membership.create({ values: { user: user.id, organization: organization.id, role: role?.id ?? '' } })
}
