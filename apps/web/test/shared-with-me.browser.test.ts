import type { GroundworkClient } from '@groundwork/client'
import { createClient } from '@groundwork/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFindings, newVisitor, row, startSession, untilFocused, type Visitor } from './support/browser.ts'
import { addFile } from './support/file-details.ts'
import { addPerson } from './support/seed.ts'
import { browser, seeded, stack, startSeeded } from './support/signed-in.ts'

startSeeded(26)

let theirs: Visitor
let gw: GroundworkClient
const ids: Record<string, string> = {}

/** Somebody whose role opens no file at all. */
beforeAll(async () => {
  const { gw: admin, harbour: organization } = seeded

  await admin.role.create({
    values: {
      organization,
      name: 'Visitors',
      slug: 'visitors',
      grants: [{ resource: 'organization', action: 'view' }],
    },
  })
  const { password } = await addPerson(admin, organization, 'visitors', ['lou', 'Lou', 'Brandt'])
  const [lou] = (await admin.user.list({ search: 'lou' })).rows
  const user = lou?.id ?? ''

  ids.notes = (await addFile('Berth notes.txt', 'low water at six')).id
  ids.plan = (await addFile('Crane plan.txt', 'crane 3 first')).id
  const made = await admin.folder.ensure({
    organization,
    parent: null,
    paths: ['Kept shut', 'Kept shut/Tenders', 'Kept shut/Tenders/2026'],
  })
  ids.tenders = made[1]?.id ?? ''
  ids.offer = (await addFile('Dredging offer.txt', 'so much a metre', made[2]?.id)).id

  await admin.fileShare.create({ file: ids.notes, role: 'visitors', permission: 'view' })
  const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
  await admin.fileShare.create({ file: ids.plan, user, permission: 'delete', canReshare: true, expiresAt })
  await admin.fileShare.create({ folder: ids.tenders, user, permission: 'download' })

  theirs = await newVisitor(browser, stack.url)
  await startSession(theirs.page, 'lou', password)
  gw = createClient({ url: stack.url })
  await gw.signIn('lou', password)
})
afterAll(() => gw?.close())

const openShared = async (search = '') => {
  await theirs.page.goto(`/shared${search}`)
  await theirs.page.getByRole('heading', { name: 'Shared with me', level: 1 }).waitFor()
}
const grid = () => theirs.page.getByRole('grid', { name: 'Shared with me' })
const names = async () => {
  await grid().getByRole('row').nth(1).waitFor()
  return grid().getByRole('gridcell').locator('[title]:not(time)').allTextContents()
}
const takeFrom = async (name: string, item: string) => {
  await row(theirs.page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await theirs.page.getByRole('menuitem', { name: item }).click()
}

describe('what others share', () => {
  it('is found from where no file may be seen, with who gave it, what one can do and until when', async () => {
    const { page, failures } = theirs
    await page.goto('/files')
    await page.getByRole('link', { name: 'See what is shared with you' }).click()
    await page.getByRole('heading', { name: 'Shared with me', level: 1 }).waitFor()
    expect(await names()).toEqual(['Tenders', 'Crane plan.txt', 'Berth notes.txt'])
    await row(page, 'Berth notes.txt').getByText('admin, with all Visitors').waitFor()
    await row(page, 'Berth notes.txt').getByText('No end').waitFor()
    await row(page, 'Crane plan.txt').getByRole('gridcell', { name: 'Download and delete', exact: true }).waitFor()
    expect(
      await page.getByRole('link', { name: 'Shared with me', exact: true }).first().getAttribute('aria-current'),
    ).toBe('page')
    expect(await accessibilityFindings(page)).toEqual([])
    expect(failures).toEqual([])
  })

  it('is sorted, searched and narrowed, and the address keeps that', async () => {
    const { page } = theirs
    await openShared()
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
    await expect.poll(names).toEqual(['Berth notes.txt', 'Crane plan.txt', 'Tenders'])
    await page.getByRole('button', { name: 'Folders' }).click()
    await expect.poll(names).toEqual(['Tenders'])
    await page.reload()
    await expect.poll(names).toEqual(['Tenders'])
    await page.keyboard.press('/')
    await page.keyboard.type('crane')
    await page.getByText('Nothing of that kind or name').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).last().click()
    await expect.poll(names).toHaveLength(3)
  })

  it('is followed as others give and take back', async () => {
    const { page } = theirs
    await openShared()
    await expect.poll(names).toHaveLength(3)
    const { id: file } = await addFile('Tide table.txt', 'high water at noon')
    const [lou] = (await seeded.gw.user.list({ search: 'lou' })).rows
    const { id } = await seeded.gw.fileShare.create({ file, user: lou?.id ?? '', permission: 'view' })
    await expect.poll(names).toEqual(['Tide table.txt', 'Tenders', 'Crane plan.txt', 'Berth notes.txt'])
    await seeded.gw.fileShare.update({ id, permission: 'download' })
    await row(page, 'Tide table.txt').getByRole('gridcell', { name: 'Download', exact: true }).waitFor()
    await seeded.gw.fileShare.remove({ id })
    await expect.poll(names).toEqual(['Tenders', 'Crane plan.txt', 'Berth notes.txt'])
  })

  it('is walked through by the keyboard: into a folder, a preview and back', async () => {
    const { page } = theirs
    await openShared('?sort=-name')
    await expect.poll(names).toHaveLength(3)
    await grid().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tenders', level: 1 }).waitFor()
    await row(page, '2026').dblclick()
    await page.getByRole('heading', { name: '2026', level: 1 }).waitFor()
    const way = page.getByRole('navigation', { name: 'Folders above' })
    expect(await way.getByRole('link').allTextContents()).toEqual(['Shared with me', 'Tenders'])
    await row(page, 'Dredging offer.txt').waitFor()
    await grid().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    const preview = page.getByRole('dialog', { name: 'Dredging offer.txt' })
    await preview.getByText('so much a metre').waitFor()
    await page.keyboard.press('Escape')
    await untilFocused(page, grid())
    await page.keyboard.press('Backspace')
    await page.getByRole('heading', { name: 'Tenders', level: 1 }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('is passed on and deleted as far as the share says, and given up', async () => {
    const { page } = theirs
    await openShared()
    await takeFrom('Crane plan.txt', 'Share…')
    await page.getByRole('dialog', { name: 'Share “Crane plan.txt”' }).waitFor()
    await page.keyboard.press('Escape')
    await takeFrom('Tenders', 'Remove from this list…')
    await page.getByRole('dialog').getByRole('button', { name: 'Give it up' }).click()
    await expect.poll(names).toEqual(['Crane plan.txt', 'Berth notes.txt'])
    expect(await seeded.gw.fileShare.list({ folder: ids.tenders ?? '' })).toEqual([])

    await row(page, 'Berth notes.txt').getByRole('button', { name: 'Actions for Berth notes.txt' }).click()
    await page.getByRole('menuitem', { name: 'Preview' }).waitFor()
    expect(await page.getByRole('menuitem').count()).toBe(1)
    await page.keyboard.press('Escape')

    await takeFrom('Crane plan.txt', 'Delete…')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect.poll(names).toEqual(['Berth notes.txt'])
    const trash = await seeded.gw.file.list({ trash: true, search: 'Crane plan', organizations: [seeded.harbour] })
    expect(trash.rows).toMatchObject([{ id: ids.plan }])
  })

  it('says what it holds on a small dark screen, and what belongs here when it is empty', async () => {
    const small = await newVisitor(browser, stack.url, { width: 320, height: 640, scheme: 'dark' })
    await small.context.addCookies(await theirs.context.cookies())
    await small.page.goto('/shared')
    await small.page.getByText('admin · View').waitFor()
    expect(await accessibilityFindings(small.page)).toEqual([])
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const [share] = await seeded.gw.fileShare.list({ file: ids.notes ?? '' })
    await seeded.gw.fileShare.remove({ id: share?.id ?? '' })
    await small.page.reload()
    await small.page.getByText('Nothing is shared with you yet').waitFor()
    expect(await accessibilityFindings(small.page)).toEqual([])
    expect(small.failures).toEqual([])
    await small.context.close()
  })
})
