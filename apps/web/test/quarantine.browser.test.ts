import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hostileCorpus } from '../../../packages/services/test/hostile-corpus/corpus.ts'
import { accessibilityFindings, newVisitor, row, signIn } from './support/browser.ts'
import { addFile } from './support/file-details.ts'
import { addPerson } from './support/seed.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(64)

const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const tooLarge = hostileCorpus.find(({ trick }) => trick.startsWith('a JPEG of as many'))?.bytes ?? Buffer.alloc(0)

const openQuarantine = async (search = '') => {
  await page.goto(`/quarantine${search}`)
  await page.getByRole('heading', { name: 'Quarantine', level: 1 }).waitFor()
}
const grid = () => page.getByRole('grid', { name: 'Quarantine' })
const names = async () => {
  await grid().getByRole('row').nth(1).waitFor()
  return grid().getByRole('row').locator('[role="gridcell"]:nth-child(2) [title]').allTextContents()
}
const take = async (name: string, item: string) => {
  await row(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Somebody who may open some of what is held back, and not all of it. */
let ofSome: Awaited<ReturnType<typeof addPerson>>
beforeAll(async () => {
  const { gw, harbour: organization } = seeded
  const views = { resource: 'organization', action: 'view' }
  const harmful = { field: 'status', op: 'eq', value: 'quarantined' } as const
  const grants = [
    views,
    { resource: 'file', action: 'view' },
    { resource: 'file', action: 'quarantine', where: harmful },
  ]
  await gw.role.create({ values: { organization, name: 'Partly', slug: 'partly', grants } })
  ofSome = await addPerson(gw, organization, 'partly', ['pia', 'Pia', 'Brandt'])
})

it('says that nothing is held back, and what stands there, to those who decide alone', async () => {
  await page.goto('/files')
  await page.getByRole('link', { name: 'Quarantine' }).first().click()
  await page.getByText('Nothing is held back').waitFor()
  expect(await page.getByRole('link', { name: 'Quarantine' }).first().getAttribute('aria-current')).toBe('page')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Released' }).click()
  await page.getByText('Nothing was released').waitFor()

  for (const { username, password } of [seeded.member, ofSome]) {
    const other = await newVisitor(browser, stack.url)
    await signIn(other.page, username, password)
    await other.page.getByRole('link', { name: 'Files' }).first().waitFor()
    expect(await other.page.getByRole('link', { name: 'Quarantine' }).count()).toBe(0)
    await other.page.goto('/quarantine')
    await other.page.getByText('You may not see what is held back here').waitFor()
    expect(await accessibilityFindings(other.page)).toEqual([])
    expect(other.failures).toEqual([])
    await other.context.close()
  }
})

describe.runIf(process.env.TEST_CLAMAV_HOST)('what is held back', () => {
  let report = ''
  beforeAll(async () => {
    await openQuarantine()
    const { gw, harbour: organization } = seeded
    const [folder] = await gw.folder.ensure({ organization, parent: null, paths: ['Inbox'] })
    await addFile('Minutes.txt', eicar, folder?.id)
    report = (await addFile('Report.txt', 'tide tables')).id
    const bytes = new TextEncoder().encode(`${eicar}\n`)
    await gw.uploadFile({ name: 'Report.txt', bytes }, { organization, replaces: report })
    const isRefused = async () => expect((await gw.file.get({ id: report })).newVersionStatus).toBe('quarantined')
    await vi.waitFor(isRefused, { timeout: 30_000, interval: 100 })
    await addFile('Survey plan.jpg', tooLarge)
  })

  it('appears as it is refused: which version, why, from where, by whom and since when', async () => {
    await expect.poll(names).toEqual(['Survey plan.jpg', 'Report.txt', 'Minutes.txt'])
    const minutes = row(page, 'Minutes.txt')
    for (const text of ['The file', /^Harmful: .*Eicar/i, 'Inbox', 'admin', 'Meridian Harbour', /now|second|minute/])
      await minutes.getByRole('gridcell').filter({ hasText: text }).first().waitFor()
    await row(page, 'Report.txt').getByText('Version 2', { exact: true }).waitFor()
    await row(page, 'Survey plan.jpg').getByTitle('Not scannable: it has too many pixels').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('is narrowed, searched and sorted, and the address keeps that', async () => {
    await openQuarantine()
    await page.getByRole('button', { name: 'Not scannable' }).click()
    await expect.poll(names).toEqual(['Survey plan.jpg'])
    await page.getByRole('button', { name: 'Harmful' }).click()
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
    await expect.poll(names).toEqual(['Minutes.txt', 'Report.txt'])
    await page.reload()
    await expect.poll(names).toEqual(['Minutes.txt', 'Report.txt'])
    await page.keyboard.press('/')
    await page.keyboard.type('crane')
    await page.getByText('Nothing of that kind or name').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).last().click()
    await expect.poll(names).toHaveLength(3)
  })

  it('is shown in the files by the keyboard, a version among the others of its file', async () => {
    await openQuarantine('?q=Report')
    await expect.poll(names).toEqual(['Report.txt'])
    await grid().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    const pane = page.getByRole('complementary', { name: 'Details' })
    await pane.getByRole('tab', { name: 'Versions', selected: true }).waitFor()
    await pane.getByRole('listitem').filter({ hasText: 'Version 2' }).getByText('Refused').waitFor()
    await page.goBack()
    await expect.poll(names).toEqual(['Report.txt'])
  })

  it('is taken out under a name that opens in nothing, once that was asked, and the trail says who', async () => {
    await openQuarantine()
    await take('Report.txt', 'Download all the same…')
    const dialog = page.getByRole('dialog', { name: 'Download “Report.txt” from quarantine?' })
    await dialog.getByText('the audit trail says that you took it').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    const arriving = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download it' }).click()
    const download = await arriving
    expect(download.suggestedFilename()).toBe('Report.txt.quarantined')
    // The browser fetches it itself: what goes through the memory of the tab may be of no more than some size.
    expect(new URL(download.url()).pathname).toBe('/api/v1/files/quarantined/bytes/')
    expect(await readFile(await download.path(), 'utf8')).toBe(`${eicar}\n`)
    const { rows } = await seeded.gw.file.activity({ id: report })
    expect(rows[0]).toMatchObject({ actionType: 'DOWNLOAD', actorLabel: 'admin', context: { quarantined: true } })
  })

  it('is scanned again, and released with a reason, which stands where the released are', async () => {
    await openQuarantine()
    await take('Survey plan.jpg', 'Scan again')
    await page.getByText('It will be scanned again in a moment').waitFor()
    await take('Survey plan.jpg', 'Release…')
    const dialog = page.getByRole('dialog', { name: 'Release “Survey plan.jpg” all the same?' })
    await dialog.getByLabel('Reason').fill('Drawn by our own surveyor')
    await dialog.getByRole('button', { name: 'Release it' }).click()
    await expect.poll(names).toEqual(['Report.txt', 'Minutes.txt'])
    await page.getByRole('button', { name: 'Released' }).click()
    await expect.poll(names).toEqual(['Survey plan.jpg'])
    await row(page, 'Survey plan.jpg').getByText('Drawn by our own surveyor').waitFor()
    await row(page, 'Survey plan.jpg')
      .getByRole('button', { name: /Actions/ })
      .click()
    await page.getByRole('menuitem', { name: 'Show in files' }).waitFor()
    expect(await page.getByRole('menuitem').allTextContents()).not.toContain('Release…')
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('holds what it says on a small dark screen', async () => {
    const small = await newVisitor(browser, stack.url, { width: 320, height: 640, scheme: 'dark' })
    await small.context.addCookies(await page.context().cookies())
    await small.page.goto('/quarantine')
    await small.page.getByText(/^Version 2 · Harmful: .*Eicar/i).waitFor()
    expect(await accessibilityFindings(small.page)).toEqual([])
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(small.failures).toEqual([])
    await small.context.close()
  })

  it('is deleted: a version for ever, a file to the trash', async () => {
    await openQuarantine()
    await take('Report.txt', 'Delete…')
    const dialog = page.getByRole('dialog', { name: 'Delete version 2 of “Report.txt” for ever?' })
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(names).toEqual(['Minutes.txt'])
    expect((await seeded.gw.file.versions({ id: report })).map(({ number }) => number)).toEqual([1])

    await grid().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Delete')
    await page
      .getByRole('dialog', { name: 'Delete “Minutes.txt”?' })
      .getByRole('button', { name: 'Delete', exact: true })
      .click()
    await page.getByText('Nothing is held back').waitFor()
    const trash = await seeded.gw.file.list({ trash: true, search: 'Minutes', organizations: [seeded.harbour] })
    expect(trash.rows).toMatchObject([{ status: 'quarantined' }])
  })
})

it('says when it cannot be loaded, and tries again', async () => {
  const asked = /file\.quarantined/
  await page.route(asked, (route) => route.fulfill({ status: 500, body: 'broken' }))
  await openQuarantine('?sort=name')
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.unroute(asked)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Nothing is held back').waitFor()
})

it('breaks nowhere', () => {
  expect(visitor.failures).toEqual([])
})
