import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileRow } from '@groundwork/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { accessibilityFindings, takeFromMenu } from './support/browser.ts'
import { addFile, details, fileNamed, openDetails, replaceFile } from './support/file-details.ts'
import { desktop, useDesktop } from './support/file-screen.ts'
import { holdAnswer } from './support/hold-answer.ts'
import { samplePath } from './support/seed.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(46)
useDesktop()

const first = 'Tides\n\nEbb at six\nFlood at noon\n'
const second = 'Tides\n\nEbb at seven\nFlood at noon\nSlack at nine\n'
let log: FileRow
let logs = 0
/** One for each test: a test that is tried again begins as it did the first time. */
beforeEach(async () => {
  log = await addFile(`Tide log ${++logs}.txt`, first)
  await replaceFile(log, log.originalFilename, second)
})

const versions = () => details().getByRole('list', { name: 'Versions' })
const version = (text: string | RegExp) => versions().getByRole('listitem').filter({ hasText: text })

async function choose(number: number, action: string): Promise<void> {
  await details()
    .getByRole('button', { name: `Actions for version ${number}` })
    .click()
  await takeFromMenu(page, action)
}
const bytesOf = async (file: FileRow) => (await seeded.gw.downloadFile(file.id)).text()

describe('versions', () => {
  it('lists them, names one, and shows which lines differ', async () => {
    await openDetails(log.id, 'versions')
    await version('Version 2').getByText('Current').waitFor()
    await choose(1, 'Name this version…')
    const naming = page.getByRole('dialog', { name: 'Name version 1' })
    await naming.getByLabel('Name', { exact: true }).fill('As sent to the pilots')
    await naming.getByRole('button', { name: 'Save' }).click()
    await version('As sent to the pilots')
      .getByText(/^Version 1 · \d+ B/)
      .waitFor()

    await choose(1, 'Compare with the current version')
    const dialog = page.getByRole('dialog', { name: 'Version 1 and version 2' })
    await dialog.getByText('2 lines added, 1 line removed').waitFor()
    await dialog.getByRole('row').filter({ hasText: 'Ebb at six' }).getByTitle('Removed').waitFor()
    await dialog.getByRole('row').filter({ hasText: 'Ebb at seven' }).getByTitle('Added').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it('brings an earlier one back as a new version, and deletes one for good', async () => {
    await openDetails(log.id, 'versions')
    await choose(1, 'Restore as a new version')
    await version('Version 3').getByText('from version 1').waitFor()
    await version('Version 3').getByText('Current').waitFor()
    expect(await bytesOf(log)).toBe(first)

    await choose(2, 'Delete this version…')
    const dialog = page.getByRole('dialog', { name: 'Delete version 2?' })
    await dialog.getByRole('button', { name: 'Delete this version…' }).click()
    await version('Version 2').waitFor({ state: 'detached' })
    expect((await seeded.gw.file.versions({ id: log.id })).map(({ number }) => number)).toEqual([3, 1])
  })

  it('has the browser fetch one to keep, which no size of the tab bounds', async () => {
    await openDetails(log.id, 'versions')
    const arriving = page.waitForEvent('download')
    await choose(1, 'Download')
    const download = await arriving
    expect(download.suggestedFilename()).toBe(log.originalFilename)
    expect(new URL(download.url()).pathname).toBe('/api/v1/files/versions/bytes/')
    expect(await readFile(await download.path(), 'utf8')).toBe(first)
  })

  it('keeps one deleted that was deleted while the list was being asked for', async () => {
    await openDetails(log.id, 'versions')
    await version('Version 1').waitFor()
    const early = holdAnswer(page, /file\.versions/)
    await seeded.gw.file.update({ id: log.id, values: { originalFilename: 'Tide log of the pier.txt' } })
    await early.asked
    await choose(1, 'Delete this version…')
    const removed = page.waitForResponse(/file\.removeVersion/)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete this version…' }).click()
    await removed
    early.release()
    await version('Version 1').waitFor({ state: 'detached' })
    await version('Version 2').waitFor()
  })

  it('shows what somebody else names and deletes', async () => {
    await openDetails(log.id, 'versions')
    await version('Version 1').waitFor()
    await seeded.gw.file.nameVersion({ id: log.id, number: 2, label: 'As printed' })
    await version('As printed').waitFor()
    await seeded.gw.file.removeVersion({ id: log.id, number: 1 })
    await version('Version 1').waitFor({ state: 'detached' })
  })

  it('takes the next one from the disk, and serves it once it is clean', async () => {
    await openDetails(log.id, 'versions')
    const path = join(desktop, 'Tide log.txt')
    await writeFile(path, 'Tides of 2027\n')
    const choosing = page.waitForEvent('filechooser')
    await details().getByRole('button', { name: 'Upload a new version…' }).click()
    await (await choosing).setFiles(path)
    await version('Version 3').getByText('Current').waitFor({ timeout: 30_000 })
    expect(await bytesOf(log)).toBe('Tides of 2027\n')
  })

  it('lays two pictures beside or over each other', async () => {
    const picture = await fileNamed('Lighthouse, north pier.jpg')
    await replaceFile(picture, picture.originalFilename, await readFile(samplePath('harbour-at-dusk.jpg')))
    await openDetails(picture.id, 'versions')
    await choose(1, 'Compare with the current version')
    const dialog = page.getByRole('dialog', { name: 'Version 1 and version 2' })
    await dialog.getByRole('img', { name: 'Version 1' }).waitFor()
    await dialog.getByRole('img', { name: 'Version 2 (current)' }).waitFor()
    await dialog.getByText('Swipe').click()
    const divider = dialog.getByRole('slider', { name: 'Divider between the versions' })
    await divider.fill('20')
    await expect.poll(() => dialog.locator('[style*="inset(0px 80% 0px 0px)"]').count()).toBe(1)
    expect(await accessibilityFindings(page)).toEqual([])
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
