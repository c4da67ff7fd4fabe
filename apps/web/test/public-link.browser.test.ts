import { readFile } from 'node:fs/promises'
import type { RouterInputs } from '@groundwork/client'
import { describe, expect, it } from 'vitest'
import { accessibilityFindings, horizontalOverflow, newVisitor, type Visit, type Visitor } from './support/browser.ts'
import { addFile, fileNamed } from './support/file-details.ts'
import { makeFolders } from './support/file-screen.ts'
import { samplePath } from './support/seed.ts'
import { browser, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(51)

const linkTo = async (values: RouterInputs['fileLink']['create']) =>
  new URL((await seeded.gw.fileLink.create(values)).url, stack.url).href

/** Somebody who was sent the link, and has no account. What they see must break nowhere. */
async function follow(url: string, look: (stranger: Visitor) => Promise<void>, visit?: Visit): Promise<void> {
  const stranger = await newVisitor(browser, stack.url, visit)
  await stranger.page.goto(url)
  await look(stranger)
  expect(stranger.failures).toEqual([])
  expect(await accessibilityFindings(stranger.page)).toEqual([])
  expect(await horizontalOverflow(stranger.page)).toBeLessThanOrEqual(0)
  await stranger.context.close()
}

const deadLink = (title: string, reason: string) => async (stranger: Visitor) => {
  await stranger.page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await stranger.page.getByText(reason).waitFor()
}

describe('a file', () => {
  it('is shown and given, as often as the link says', async () => {
    const { id } = await fileNamed('Harbour at dusk.jpg')
    const url = await linkTo({ file: id, kind: 'download', downloadLimit: 1 })
    await follow(url, async ({ page }) => {
      await page.getByRole('heading', { name: 'Harbour at dusk.jpg', level: 1 }).waitFor()
      await page.getByText('1 download left').waitFor()
      await page.getByText('Shared by Meridian Harbour').waitFor()
      const picture = page.getByRole('img', { name: 'Harbour at dusk.jpg' })
      await picture.waitFor()
      const { height } = (await picture.boundingBox()) ?? { height: 0 }
      expect(height).toBeLessThan(800)

      const coming = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download' }).click()
      const download = await coming
      expect(download.suggestedFilename()).toBe('Harbour at dusk.jpg')
      expect(await readFile(await download.path())).toEqual(await readFile(samplePath('harbour-at-dusk.jpg')))
    })
    await follow(url, deadLink('This link has ended', 'as often as it may be'))
  })

  it('shows the first page of a PDF, and offers no download where the link is for looking', async () => {
    const { id } = await fileNamed('Offer 2026-131 crane service.pdf')
    await follow(await linkTo({ file: id, kind: 'view' }), async ({ page }) => {
      await page.getByRole('img', { name: 'Offer 2026-131 crane service.pdf' }).waitFor()
      await page.getByText('This link is for looking only.').waitFor()
      expect(await page.getByText('Download', { exact: true }).count()).toBe(0)
    })
    const sound = await fileNamed('Gate chime.wav')
    await follow(await linkTo({ file: sound.id, kind: 'view' }), async ({ page }) => {
      await page.getByText('It is there to be looked at only').waitFor()
      expect(await page.getByText('Download', { exact: true }).count()).toBe(0)
    })
  })

  it('stays closed without its password', async () => {
    const { id } = await fileNamed('Packing list 12.txt')
    const url = await linkTo({ file: id, kind: 'download', password: 'spring tide at six' })
    await follow(url, async ({ page }) => {
      const password = page.getByLabel('Password')
      await password.fill('neap tide')
      await page.keyboard.press('Enter')
      await page.getByText('That is not the password of this link').waitFor()
      expect(await page.getByText('Packing list 12.txt').count()).toBe(0)
      await password.fill('spring tide at six')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Packing list 12.txt', level: 1 }).waitFor()
      const coming = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download' }).click()
      expect(await readFile(await (await coming).path())).toEqual(await readFile(samplePath('packing-list.txt')))
    })
  })

  it('says that it has ended, or that there is no such link, and what to do', async () => {
    const { id } = await fileNamed('Packing list 12.txt')
    const made = await seeded.gw.fileLink.create({ file: id, kind: 'download' })
    await seeded.gw.fileLink.revoke({ id: made.id })
    await follow(new URL(made.url, stack.url).href, deadLink('This link does not work', 'Ask whoever sent it to you'))
    await follow('/s/no-such-link', deadLink('This link does not work', 'Ask whoever sent it to you'), { width: 320 })
  })
})

describe('a folder', () => {
  it('is gone through, looked at and downloaded from', async () => {
    const { Survey, 'Survey/Photographs': photographs } = await makeFolders(['Survey', 'Survey/Photographs'])
    await addFile('Depths.csv', await readFile(samplePath('products.csv')), Survey)
    await addFile('North beach.webp', await readFile(samplePath('dunes.webp')), photographs)
    const url = await linkTo({ folder: Survey, kind: 'download' })
    await follow(url, async ({ page }) => {
      await page.getByRole('heading', { name: 'Survey', level: 1 }).waitFor()
      const coming = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download Depths.csv' }).click()
      expect(await readFile(await (await coming).path())).toEqual(await readFile(samplePath('products.csv')))

      await page.getByRole('button', { name: 'Photographs' }).click()
      await page.getByRole('button', { name: 'North beach.webp' }).click()
      await page.getByRole('img', { name: 'North beach.webp' }).waitFor()
      await page.getByRole('button', { name: 'Back to the list' }).click()
      await page.getByRole('navigation', { name: 'Folders above' }).getByRole('button', { name: 'Survey' }).click()
      await page.getByRole('button', { name: 'Depths.csv' }).waitFor()
    })
    await follow(url, ({ page }) => page.getByRole('button', { name: 'Depths.csv' }).waitFor(), {
      width: 320,
      scheme: 'dark',
    })
  })
})
