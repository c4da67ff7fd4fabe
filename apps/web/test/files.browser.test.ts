import { describe, expect, it } from 'vitest'
import { accessibilityFindings, newVisitor, row, signIn } from './support/browser.ts'
import { activeRow, makeFolders, namesInList, openFiles } from './support/file-screen.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(31, {}, {}, { showsPdf: true })

const ownerOf = (name: string) => row(page, name).locator('[data-column="owner"]').textContent()

describe('finding', () => {
  it('keeps filter, order and view in the address, over a reload', async () => {
    await openFiles()
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
    const before = await namesInList()

    await page.reload()
    await row(page, 'Warehouse 2 floor plan.svg').waitFor()
    expect(await namesInList()).toEqual(before)
    expect(await page.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await row(page, 'Packing list 7.txt').waitFor()
  })

  it('shows what came through one’s own link among one’s own files, and not among those of others', async () => {
    const { Inbox } = await makeFolders(['Inbox'])
    const { url } = await seeded.gw.fileLink.create({ folder: Inbox, kind: 'upload' })
    const form = new FormData()
    form.append('file', new Blob(['abc']), 'brought.txt')
    const sent = await fetch(new URL(`${new URL(url).pathname}/upload`, stack.url), { method: 'POST', body: form })
    expect(sent.status).toBe(201)
    await openFiles()
    await page.getByRole('button', { name: 'Owner', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Me', exact: true }).check()
    await page.keyboard.press('Escape')
    const brought = row(page, 'brought.txt')
    await brought.waitFor()
    await page.getByRole('columnheader', { name: 'Owner' }).waitFor()
    expect(await ownerOf('brought.txt')).toBe(await ownerOf('Packing list 7.txt'))
    await openFiles(`&owner=${Inbox}`)
    await page.getByText('No file matches').waitFor()
    await brought.waitFor({ state: 'hidden' })
  })

  it('goes to the search box with a slash, and says what to do when nothing matches', async () => {
    await openFiles()
    await page.keyboard.press('/')
    await page.keyboard.type('no such words anywhere')
    await page.getByText('No file matches').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).last().click()
    await row(page, 'Harbour at dusk.jpg').waitFor()
  })

  it('finds files and screens from the palette', async () => {
    await openFiles()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Search or jump to…' }).fill('lighthouse')
    await page.getByRole('dialog').getByText('Lighthouse, north pier.jpg').click()
    await page
      .getByRole('complementary', { name: 'Details' })
      .getByRole('heading', { name: 'Lighthouse, north pier.jpg' })
      .waitFor()
    await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click()
  })
})

describe('looking closer, by keyboard alone', () => {
  it('previews with Space, goes on with arrows, comes back with Escape to the row it left', async () => {
    await openFiles('&kind=image&sort=originalFilename&tag=photo')
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
    await openFiles()
    await row(page, name).click()
    await page.keyboard.press('Space')
    await page.getByRole('dialog').getByRole(role, { name: text }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('plays sound and shows a PDF in the page', async () => {
    await openFiles()
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
    await openFiles()
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

describe('deleting', () => {
  it('moves to the trash, comes back with Undo, and from the trash', async () => {
    await openFiles()
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

  it('offers nothing that a legal hold forbids, and does nothing by the keys either', async () => {
    const name = 'Meeting notes week 47.md'
    const { rows } = await seeded.gw.file.list({ search: 'Meeting notes', organizations: [seeded.harbour] })
    const id = rows[0]?.id ?? ''
    await seeded.gw.file.hold({ id, reason: 'Asked for by the auditors' })
    await openFiles()
    await row(page, name).click()
    const bar = page.getByRole('toolbar')
    await bar.getByRole('button', { name: 'Download' }).waitFor()
    for (const verb of ['Move to…', 'Add tags…', 'Delete'])
      expect(await bar.getByRole('button', { name: verb }).count()).toBe(0)
    await page.keyboard.press('F2')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Details' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Rename' }).count()).toBe(0)
    expect(await page.getByRole('textbox', { name: 'New name' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await row(page, name).waitFor()
    await seeded.gw.file.releaseHold({ id, reason: 'The audit is over' })
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

describe('what is looked at beside the list', () => {
  it('takes nothing else along where it does not come, and comes with the next loading of the page', async () => {
    await openFiles()
    const chunk = /assets\/details-pane-[^/]*\.js/
    await page.route(chunk, (route) => route.fulfill({ status: 404 }))
    await page.reload()
    await row(page, 'Harbour at dusk.jpg').click()
    await page.keyboard.press('Enter')
    const pane = page.getByRole('complementary', { name: 'Details' })
    await pane.getByRole('alert').waitFor()
    await pane.getByRole('button', { name: 'Close' }).click()
    await pane.waitFor({ state: 'hidden' })
    await row(page, 'Harbour at dusk.jpg').waitFor()

    await page.keyboard.press('Enter')
    await pane.getByRole('alert').waitFor()
    await page.unroute(chunk)
    await pane.getByRole('button', { name: 'Reload the page' }).click()
    await pane.getByRole('heading', { name: 'Harbour at dusk.jpg' }).waitFor()
    await pane.getByRole('button', { name: 'Close' }).click()
  })
})

describe('a screen', () => {
  it.each([
    ['Products', /assets\/product-screen-[^/]*\.js/],
    ['Warehouses', /assets\/warehouse-screen-[^/]*\.js/],
    ['Dashboard', /assets\/dashboard-screen-[^/]*\.js/],
  ])(
    'of %s that does not come leaves the frame and the ways to others, and comes with the next loading of the page',
    async (name, chunk) => {
      await openFiles()
      await page.route(chunk, (route) => route.abort())
      await page.reload()
      const ways = page.getByRole('navigation', { name: 'Modules' })
      await ways.getByRole('link', { name, exact: true }).click()
      const content = page.getByRole('main')
      await content.getByRole('alert').getByText('This could not be shown').waitFor()
      expect(await accessibilityFindings(page)).toEqual([])

      await ways.getByRole('link', { name: 'Files', exact: true }).click()
      await row(page, 'Harbour at dusk.jpg').waitFor()
      await ways.getByRole('link', { name, exact: true }).click()
      await content.getByRole('alert').waitFor()
      await page.unroute(chunk)
      await content.getByRole('button', { name: 'Reload the page' }).click()
      await content.getByRole('heading', { name, level: 1 }).waitFor()
    },
  )
})
