import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accessibilityFindings, drop, paste, row } from './support/browser.ts'
import { closeTray, desktop, namesInList, openFiles, tray, trayLine, useDesktop } from './support/file-screen.ts'
import { samplePath } from './support/seed.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(44)
useDesktop()

async function onDesktop(files: Readonly<Record<string, string>>): Promise<string[]> {
  const paths = Object.keys(files).map((name) => join(desktop, name))
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(desktop, name), text)))
  return paths
}

describe('what is dropped, pasted and picked', () => {
  it('is taken anywhere, refused with a reason where it does not fit, and shows each state by itself', async () => {
    await openFiles()
    const others = await onDesktop({ 'installer.exe': 'MZ', 'nothing.txt': '' })
    await drop(page, [samplePath('dunes.webp'), samplePath('not-really.jpg'), ...others])

    await trayLine('dunes.webp').getByText('Available').waitFor()
    await trayLine('installer.exe').getByText('Files that end in .exe are not accepted').waitFor()
    await trayLine('nothing.txt').getByText('The file is empty').waitFor()
    await trayLine('not-really.jpg').getByText('the contents are a different type').waitFor()
    await tray().getByText('1 file uploaded, 3 not').waitFor()
    await row(page, 'dunes.webp').getByText('Available').waitFor()

    await page.getByRole('link', { name: 'Products' }).click()
    await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
    await tray().getByText('1 file uploaded, 3 not').waitFor()
    await closeTray()
  })

  it('may be a folder with everything in it: the tree is kept', async () => {
    await openFiles('', seeded.logistics)
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
    await closeTray()

    await row(page, 'Voyage').dblclick()
    await page.getByRole('heading', { name: 'Voyage 121', level: 1 }).waitFor()
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
    await page.waitForURL(/sort=originalFilename/)
    await row(page, 'leg 2.txt').waitFor()
    expect((await namesInList()).slice(0, 4)).toEqual(['Day 1', 'leg 1.txt', 'leg 2.txt', 'leg 3.txt'])
    await row(page, 'Day 1').dblclick()
    await row(page, 'Evening').dblclick()
    await row(page, 'log.txt').getByText('Available').waitFor()
  })

  it('is taken as far as it can be read, and the rest is not kept quiet about', async () => {
    await openFiles()
    const paths = await onDesktop({ 'Away.txt': 'away', 'Near.txt': 'near' })
    // As of a file that a synchronized folder only pretends to have.
    await page.evaluate(() => {
      const { webkitGetAsEntry } = DataTransferItem.prototype
      const file = (_found: unknown, failed: (why: Error) => void) => failed(new Error('away'))
      const entryOf = function (this: DataTransferItem) {
        const entry = webkitGetAsEntry.call(this)
        return entry?.name === 'Away.txt' ? { name: entry.name, isFile: true, file } : entry
      }
      Object.assign(DataTransferItem.prototype, { webkitGetAsEntry: entryOf })
    })
    await drop(page, paths)
    await page.getByText('Not everything you dropped could be read').first().waitFor()
    await page.getByText('Away.txt could not be read and was not taken. Everything else was.').first().waitFor()
    await trayLine('Near.txt').getByText('Available').waitFor()
    expect(await trayLine('Away.txt').count()).toBe(0)
    await closeTray()
    await page.reload()
  })

  it('goes to an organization that is asked for when all of them are on the screen', async () => {
    await page.goto('/files')
    await page.getByRole('grid', { name: 'Files' }).waitFor()
    await paste(page, 'from the clipboard.txt')
    const question = page.getByRole('dialog', { name: 'Upload to which organization?' })
    await question.getByRole('button', { name: 'Choose an organization' }).click()
    await page.getByRole('option', { name: /Meridian Logistics/ }).click()
    await question.getByRole('button', { name: 'Upload' }).click()
    await row(page, 'from the clipboard.txt').getByText('Meridian Logistics').waitFor()
    await tray().getByText('1 file uploaded').waitFor()
    await closeTray()
  })

  it('does not even leave the machine when there is no space for it', async () => {
    const organization = seeded.logistics
    const { usedBytes, quotaBytes } = await seeded.gw.storageQuota.get({ organization })
    await seeded.gw.storageQuota.update({ organization, quotaBytes: usedBytes + 1024 * 1024 })
    await openFiles('', organization)
    const sent: string[] = []
    const note = (request: { url(): string }) => sent.push(request.url())
    page.on('request', note)
    await drop(page, await onDesktop({ 'chart.txt': 'reef\n'.repeat(500_000) }))
    await trayLine('chart.txt')
      .getByText(/The organization has only 1 MB of space left/)
      .waitFor()
    page.off('request', note)
    expect(sent.filter((url) => /files\/upload|\/uploads\//.test(url))).toEqual([])
    await seeded.gw.storageQuota.update({ organization, quotaBytes })
    await closeTray()
  })

  it.runIf(process.env.TEST_CLAMAV_HOST)('locks a virus away and says so', async () => {
    await openFiles()
    const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
    await writeFile(join(desktop, 'minutes.txt'), eicar)
    await drop(page, [join(desktop, 'minutes.txt')])
    await trayLine('minutes.txt').getByText('Refused').waitFor({ timeout: 30_000 })
    await row(page, 'minutes.txt').getByText('Refused').filter({ visible: true }).waitFor()
    await row(page, 'minutes.txt').click()
    await page.keyboard.press('Enter')
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByText('It was locked away').waitFor()
    expect(await details.getByRole('button', { name: 'Download' }).count()).toBe(0)
    await closeTray()
  })
})

describe('a file from the web', () => {
  it('is fetched by the server into the open folder; an address inside our network is refused with a reason', async () => {
    const server = createServer((_, res) => res.end('high water at noon')).listen(0, '127.0.0.2')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await openFiles('', seeded.harbour)
    await page.getByRole('button', { name: 'More ways to upload' }).click()
    await page.getByRole('menuitem', { name: 'From a web address…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Fetch a file into Files' })
    const address = dialog.getByRole('textbox', { name: 'Web address' })
    await address.fill(`http://127.0.0.1:${port}/buoys.txt`)
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await address.fill(`http://127.0.0.2:${port}/buoys.txt`)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await row(page, 'buoys.txt').getByText('Available').waitFor()
    server.close()
  })
})

describe('a name that is taken', () => {
  const question = (name: string) => page.getByRole('dialog', { name: `${name} is already there` })

  it('is asked about once for all, and both are kept under names of their own', async () => {
    await openFiles()
    await drop(page, await onDesktop({ 'tides.txt': 'one', 'winds.txt': 'one' }))
    await tray().getByText('2 files uploaded').waitFor()
    await closeTray()

    await drop(page, await onDesktop({ 'tides.txt': 'two', 'winds.txt': 'two' }))
    await question('tides.txt')
      .getByRole('checkbox', { name: /1 other conflict/ })
      .check()
    await question('tides.txt').getByRole('button', { name: 'Keep both' }).click()
    await tray().getByText('2 files uploaded').waitFor()
    await row(page, 'tides (2).txt').getByText('Available').waitFor()
    await row(page, 'winds (2).txt').getByText('Available').waitFor()
    await closeTray()
  })

  it('takes the newer bytes as its next version, or stays as it is', async () => {
    const versions = async () => {
      const { rows } = await seeded.gw.file.list({ search: 'tides.txt' })
      return rows.filter(({ originalFilename }) => originalFilename === 'tides.txt').map((file) => file.versionNumber)
    }
    await openFiles()
    await drop(page, await onDesktop({ 'tides.txt': 'three', 'winds.txt': 'three' }))
    await question('tides.txt').getByRole('button', { name: 'Replace as new version' }).click()
    await question('winds.txt').getByRole('button', { name: 'Skip' }).click()
    await tray().getByText('1 file uploaded').waitFor()
    expect(await trayLine('winds.txt').count()).toBe(0)
    await expect.poll(versions).toEqual([2])
    await closeTray()

    await drop(page, await onDesktop({ 'tides.txt': 'four' }))
    await question('tides.txt').waitFor()
    await page.keyboard.press('Escape')
    await question('tides.txt').waitFor({ state: 'hidden' })
    expect(await tray().count()).toBe(0)
    expect(await versions()).toEqual([2])
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
