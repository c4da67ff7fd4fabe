import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { drop, row } from './support/browser.ts'
import { closeTray, desktop, limitUploads, openFiles, tray, useDesktop } from './support/file-screen.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(27)
useDesktop()

const bytes = 12 * 1024 * 1024
const film = () => join(desktop, 'Film of the storm.txt')

beforeAll(() => writeFile(film(), 'spray and foam\n'.repeat(bytes / 15)))

/** Drops the film on a slow line and waits until some of it has gone. */
async function beginFilm(): Promise<() => Promise<void>> {
  await openFiles()
  const quicken = await limitUploads(page, 1_500_000)
  await drop(page, [film()])
  await untilSent(page, /[2-5](\.\d)? MB \/ 12 MB/)
  return quicken
}

const untilSent = (of: Page, amount: RegExp) => tray(of).getByText(amount).first().waitFor()
const button = (name: string) => tray().getByRole('button', { name: `${name} Film of the storm.txt`, exact: true })

/** Where the server says to go on, for each time it was asked. */
function noteOffsets(): number[] {
  const offsets: number[] = []
  page.on('response', (response) => {
    const offset = response.headers()['upload-offset']
    if (response.request().method() === 'HEAD' && offset !== undefined) offsets.push(Number(offset))
  })
  return offsets
}

async function kept() {
  const { rows } = await seeded.gw.file.list({ search: 'Film of the storm' })
  return rows.map(({ fileSize, status }) => [fileSize, status])
}

describe('a large upload', () => {
  it('tells speed and time left, pauses, shows itself in the folder, and goes on where it was', async () => {
    const offsets = noteOffsets()
    const quicken = await beginFilm()
    await tray()
      .getByText(/MB\/s · .+ left/)
      .waitFor()
    await page.getByRole('list', { name: 'Being uploaded to this folder' }).getByText('Film of the storm.txt').waitFor()
    await button('Pause').click()
    await tray().getByText('1 file paused').waitFor()
    await page.getByRole('list', { name: 'Being uploaded to this folder' }).getByText('Paused').waitFor()
    await quicken()
    await button('Go on with').click()
    await tray().getByText('1 file uploaded').waitFor()
    await row(page, 'Film of the storm.txt').getByText('Available').waitFor()
    expect(offsets).toEqual([expect.any(Number)])
    expect(offsets[0]).toBeGreaterThan(0)
    expect(await kept()).toEqual([[expect.any(Number), 'available']])
    await closeTray()
  })

  it('waits for its file after a reload, takes no other, and goes on with the same one', async () => {
    const { rows } = await seeded.gw.file.list({ search: 'Film of the storm' })
    for (const { id } of rows) await seeded.gw.file.remove({ id })
    const quicken = await beginFilm()
    const warned = page.waitForEvent('dialog').then((dialog) => dialog.accept())
    await Promise.all([warned, page.reload()])
    await tray().getByText('1 file interrupted').waitFor()
    await tray().getByText('Choose the same file again to go on').waitFor()

    const choose = async (path: string) => {
      const chooser = page.waitForEvent('filechooser')
      await tray().getByRole('button', { name: 'Choose Film of the storm.txt again' }).click()
      await (await chooser).setFiles(path)
    }
    const other = join(desktop, 'Another film.txt')
    await writeFile(other, 'calm')
    await choose(other)
    await page.getByText('That is another file').waitFor()

    await quicken()
    const offsets = noteOffsets()
    await choose(film())
    await tray().getByText('1 file uploaded').waitFor()
    expect(offsets[0]).toBeGreaterThan(0)
    await row(page, 'Film of the storm.txt').getByText('Available').waitFor()
    await closeTray()
    await page.reload()
    await row(page, 'Film of the storm.txt').waitFor()
    expect(await tray().count()).toBe(0)
  })

  it('belongs to one tab, and is given up for good when it is cancelled', async () => {
    const { rows } = await seeded.gw.file.list({ search: 'Film of the storm' })
    for (const { id } of rows) await seeded.gw.file.remove({ id })
    const quicken = await beginFilm()
    const second = await visitor.context.newPage()
    await second.goto(`/files?org=${seeded.harbour}`)
    await row(second, 'Harbour at dusk.jpg').waitFor()
    expect(await tray(second).count()).toBe(0)
    await second.close()

    const given = page.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.ok())
    await button('Cancel').click()
    await quicken()
    await given
    await tray().getByText('Uploads cancelled').waitFor()
    await page.reload()
    await row(page, 'Harbour at dusk.jpg').waitFor()
    expect(await tray().count()).toBe(0)
    expect(await kept()).toEqual([])
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
