import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RouterInputs } from '@groundwork/client'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFindings, drop, horizontalOverflow, newVisitor, type Visit } from './support/browser.ts'
import { addFile } from './support/file-details.ts'
import { desktop, limitUploads, makeFolders, useDesktop } from './support/file-screen.ts'
import { openLine } from './support/open-line.ts'
import { browser, seeded, stack, startSeeded } from './support/signed-in.ts'

startSeeded(70)
useDesktop()

interface Inbox {
  readonly folder: string
  readonly link: string
}

interface Following {
  readonly terms?: Partial<RouterInputs['fileLink']['create']>
  readonly visit?: Visit
  /** Where the stack is reached. */
  readonly at?: string
}

/** A folder of its own behind a link, and a stranger who has opened it. What they see must break nowhere. */
async function follow(
  name: string,
  look: (page: Page, inbox: Inbox) => Promise<void>,
  { terms, visit, at = stack.url }: Following = {},
): Promise<void> {
  const place = `${name} ${Math.random()}`
  const folder = (await makeFolders([place]))[place] ?? ''
  const { url, id: link } = await seeded.gw.fileLink.create({ folder, kind: 'upload', name, ...terms })
  const { page, context, failures } = await newVisitor(browser, at, visit)
  await page.goto(new URL(new URL(url).pathname, at).href)
  await look(page, { folder, link })
  expect(failures).toEqual([])
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0)
  await context.close()
}

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name: `Send files to “${name}”`, level: 1 }).waitFor()
const sent = (page: Page) => page.getByRole('region', { name: 'What you send' })
const line = (page: Page, name: string) => sent(page).getByRole('listitem').filter({ hasText: name })
const button = (page: Page, name: string) => sent(page).getByRole('button', { name, exact: true })

async function choose(page: Page, name: string, ...paths: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name }).click()
  await (await chooser).setFiles([...paths])
}

async function writeFilm(name: string, bytes = 8 * 1024 * 1024): Promise<string> {
  const path = join(desktop, name)
  await writeFile(path, 'spray and foam\n'.repeat(bytes / 15))
  return path
}

const untilSome = (page: Page) =>
  sent(page)
    .getByText(/Sending · [1-5](\.\d)? MB \/ 8/)
    .waitFor()

/** What the server still waits for. */
const openUploads = async (link: string): Promise<number> =>
  (await stack.sql<object>("select id from upload_session where status = 'open' and link_id = $1", [link])).length

/** What lies below a folder, by the path of each from there. */
async function treeOf(folder: string, above = ''): Promise<string[]> {
  const organizations = [seeded.harbour]
  const [files, folders] = await Promise.all([
    seeded.gw.file.list({ filter: { field: 'folder', op: 'eq', value: folder }, organizations }),
    seeded.gw.folder.list({ filter: { field: 'parent', op: 'eq', value: folder }, organizations }),
  ])
  const below = await Promise.all(folders.rows.map(({ id, name }) => treeOf(id, `${above}${name}/`)))
  return [...files.rows.map(({ originalFilename }) => above + originalFilename), ...below.flat()].sort()
}

describe('a link that takes files', () => {
  it('takes files and whole folders, dropped or chosen, keeps their tree, and shows nothing of what is there', async () => {
    await mkdir(join(desktop, 'Soundings', 'North', 'Deep'), { recursive: true })
    for (const path of ['Soundings/Plan.txt', 'Soundings/North/Deep/a.txt', 'Soundings/North/b.txt', 'Loose.txt'])
      await writeFile(join(desktop, path), path)
    await follow('Survey', async (page, { folder }) => {
      await addFile('Secret.txt', 'not for strangers', folder)
      await heading(page, 'Survey')
      await drop(page, [join(desktop, 'Soundings'), join(desktop, 'Loose.txt')])
      await sent(page).getByText('4 files sent').waitFor()
      await sent(page).getByText('You can close this page.').waitFor()
      await choose(page, 'Choose a folder', join(desktop, 'Soundings'))
      await sent(page).getByText('7 files sent').waitFor()
      expect(await page.getByText('Secret.txt').count()).toBe(0)
      expect(await treeOf(folder)).toEqual(
        [
          'Loose.txt',
          'Secret.txt',
          'Soundings/North/Deep/a (2).txt',
          'Soundings/North/Deep/a.txt',
          'Soundings/North/b (2).txt',
          'Soundings/North/b.txt',
          'Soundings/Plan (2).txt',
          'Soundings/Plan.txt',
        ].sort(),
      )
    })
  })

  it('says before anything travels what is not accepted, why, and whom to ask', async () => {
    await writeFile(join(desktop, 'installer.exe'), 'MZ')
    await writeFile(join(desktop, 'Fine.txt'), 'calm')
    await writeFile(join(desktop, 'Huge.png'), '')
    await truncate(join(desktop, 'Huge.png'), 60 * 1024 * 1024)
    const look = async (page: Page) => {
      await heading(page, 'Strict')
      // Nobody drags files into a window as small as a phone.
      await page.getByText('Choose files or a whole folder to send').waitFor()
      expect(await page.getByText(/^Drop/).count()).toBe(0)
      const requests: string[] = []
      page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()))
      const paths = ['installer.exe', 'Huge.png', 'Fine.txt'].map((name) => join(desktop, name))
      await choose(page, 'Choose files', ...paths)
      await line(page, 'installer.exe').getByText('Not accepted').waitFor()
      await line(page, 'Huge.png')
        .getByText(/larger than 50.0 MB.*Ask whoever sent you the link/)
        .waitFor()
      await line(page, 'Fine.txt').getByText('Sent').waitFor()
      await sent(page).getByText('1 file sent, 2 not').waitFor()
      expect(requests).toHaveLength(1)
    }
    await follow('Strict', look, { visit: { width: 320, scheme: 'dark' } })
  })

  it('does not keep quiet about what could not be read, and says aloud how it ended', async () => {
    for (const name of ['Away.txt', 'Near.txt']) await writeFile(join(desktop, name), name)
    await follow('Cloud', async (page) => {
      await heading(page, 'Cloud')
      // As of a file that a synchronized folder only pretends to have.
      await page.evaluate(() => {
        const away = {
          name: 'Away.txt',
          isFile: true,
          file: (_found: unknown, failed: (why: Error) => void) => failed(new Error('away')),
        }
        Object.assign(DataTransferItem.prototype, { webkitGetAsEntry: () => away })
      })
      await drop(page, [join(desktop, 'Away.txt')])
      const unread = page
        .getByRole('alert')
        .getByText('Away.txt could not be read and was not sent. Everything else is.', { exact: false })
      await unread.waitFor()
      expect(await page.getByRole('status').textContent()).toBe('')
      await choose(page, 'Choose files', join(desktop, 'Near.txt'))
      await page.getByRole('status').getByText('1 file sent').waitFor()
      expect(await unread.count()).toBe(0)
    })
  })

  it('pauses, and goes on where the line broke', async () => {
    const film = await writeFilm('Film.txt')
    const wire = await openLine(stack.url)
    const look = async (page: Page, { folder }: Inbox) => {
      await heading(page, 'Films')
      const offsets: number[] = []
      page.on('response', (response) => {
        const offset = response.headers()['upload-offset']
        if (response.request().method() === 'HEAD' && offset !== undefined) offsets.push(Number(offset))
      })
      const quicken = await limitUploads(page, 1_500_000)
      await choose(page, 'Choose files', film)
      await untilSome(page)
      await sent(page)
        .getByText(/MB\/s · .+ left/)
        .waitFor()
      await button(page, 'Pause Film.txt').press('Enter')
      await sent(page).getByText('1 file paused').waitFor()
      // The key that paused it goes on with it.
      expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Go on with Film.txt')
      await page.keyboard.press('Enter')
      await sent(page)
        .getByText(/MB\/s · .+ left/)
        .waitFor()
      wire.cut()
      await line(page, 'Film.txt').getByText('Waits for the connection').waitFor()
      wire.mend()
      await quicken()
      await sent(page).getByText('1 file sent').waitFor({ timeout: 20_000 })
      expect(offsets.length).toBeGreaterThanOrEqual(2)
      for (const offset of offsets) expect(offset).toBeGreaterThan(0)
      expect(await treeOf(folder)).toEqual(['Film.txt'])
    }
    try {
      await follow('Films', look, { at: wire.url })
    } finally {
      wire.close()
    }
  })

  it('says what has arrived when it is taken back meanwhile, and ends the rest', async () => {
    const film = await writeFilm('Long.txt')
    await writeFile(join(desktop, 'Early.txt'), 'in time')
    await follow('Taken back', async (page, { folder, link }) => {
      await heading(page, 'Taken back')
      await choose(page, 'Choose files', join(desktop, 'Early.txt'))
      await line(page, 'Early.txt').getByText('Sent').waitFor()
      const quicken = await limitUploads(page, 1_500_000)
      await choose(page, 'Choose files', film)
      await untilSome(page)
      await button(page, 'Pause Long.txt').click()
      await seeded.gw.fileLink.revoke({ id: link })
      await quicken()
      await button(page, 'Go on with Long.txt').click()
      await page.getByRole('alert').getByText('The link was taken back. What is marked as sent has arrived.').waitFor()
      await sent(page).getByText('1 file sent, 1 not').waitFor()
      expect(await page.getByRole('button', { name: 'Choose files' }).count()).toBe(0)
      expect(await treeOf(folder)).toEqual(['Early.txt'])
    })
  })

  it('with a password takes nothing without it, and large files with it; what is left with the page is given up', async () => {
    const film = await writeFilm('Guarded.txt')
    const look = async (page: Page, { link }: Inbox) => {
      await page.getByLabel('Password').fill('spring tide at six')
      await page.keyboard.press('Enter')
      await heading(page, 'Guarded')
      await choose(page, 'Choose files', film)
      await sent(page).getByText('1 file sent').waitFor()

      await limitUploads(page, 1_500_000)
      await choose(page, 'Choose files', film)
      await untilSome(page)
      const warned = page.waitForEvent('dialog').then((dialog) => dialog.accept())
      await Promise.all([warned, page.goto('/icon.svg')])
      await expect.poll(() => openUploads(link), { timeout: 10_000 }).toBe(0)
      await page.goBack()
      await page.getByLabel('Password').waitFor()
      expect(await page.evaluate(async () => [...(await indexedDB.databases()), ...Object.keys(localStorage)])).toEqual(
        [],
      )
    }
    await follow('Guarded', look, { terms: { password: 'spring tide at six' } })
  })
})
