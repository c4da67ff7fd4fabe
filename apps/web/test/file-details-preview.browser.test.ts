import { readFile } from 'node:fs/promises'
import type { FileRow, RouterInputs } from '@groundwork/client'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { accessibilityFindings, newVisitor, row, startSession, untilFocused } from './support/browser.ts'
import { addFile, fileNamed } from './support/file-details.ts'
import { grid, makeFolders, openFolder } from './support/file-screen.ts'
import { addPerson, samplePath } from './support/seed.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(49, {}, {}, { showsPdf: true })

type RoleValues = RouterInputs['role']['create']['values']

/** In the order in which the arrows go through them. */
const files = [
  ['1 chime.wav', 'chime.wav'],
  ['2 harbour.jpg', 'harbour-at-dusk.jpg'],
  ['3 letter.docx', 'letter.docx'],
  ['4 notes.md', 'meeting-notes.md'],
  ['5 offer.pdf', 'offer.pdf'],
  ['6 packing.txt', 'packing-list.txt'],
  ['7 prices.xlsx', 'price-list.xlsx'],
  ['8 products.csv', 'products.csv'],
] as const

let folder: string
let hasOffice = false
beforeAll(async () => {
  folder = (await makeFolders(['Everything'])).Everything
  for (const [name, sample] of files) await addFile(name, await readFile(samplePath(sample)), folder)
  await addFile('9 crane.webm', await filmed(page), folder)
  hasOffice = (await untilLookedAt('3 letter.docx')).previews.includes('pdf')
  await untilLookedAt('7 prices.xlsx')
})

/** What there is to look at is made after the file has been scanned. */
const untilLookedAt = (name: string) =>
  vi.waitFor(
    async () => {
      const file = await fileNamed(name)
      expect(file.previews.length > 0 || file.properties.noPreview !== undefined).toBe(true)
      return file
    },
    { timeout: 60_000, interval: 100 },
  )

const dialog = (name: string) => page.getByRole('dialog', { name })

async function preview(name: string): Promise<void> {
  await openFolder(folder, 'Everything')
  await row(page, name).click()
  await page.keyboard.press('Space')
  await dialog(name).waitFor()
}

/** Half a second of film, as a browser records it. */
async function filmed(by: Page): Promise<Uint8Array> {
  const bytes = await by.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
    const context = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.start()
    for (let frame = 0; frame < 15; frame += 1) {
      context?.fillRect(frame, frame, 8, 8)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    recorder.stop()
    await stopped
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
  })
  return Uint8Array.from(bytes)
}

describe('walking through a folder', () => {
  it('shows each file as what it is, by the arrow keys, and comes back to the row it ended on', async () => {
    await preview('1 chime.wav')
    await dialog('1 chime.wav').locator('audio').waitFor()
    await dialog('1 chime.wav').getByText('1 of 9').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    await page.keyboard.press('ArrowRight')
    await dialog('2 harbour.jpg').getByRole('img', { name: '2 harbour.jpg' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog('3 letter.docx').waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog('4 notes.md').getByRole('heading', { name: 'Harbour meeting' }).waitFor()
    await page.keyboard.press('ArrowRight')
    const pdf = dialog('5 offer.pdf').locator('iframe')
    await pdf.waitFor()
    expect(await pdf.getAttribute('src')).toMatch(/^blob:/)
    await page.keyboard.press('ArrowRight')
    await dialog('6 packing.txt').locator('pre').waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog('7 prices.xlsx').getByRole('cell', { name: 'Mooring line 14 mm' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog('8 products.csv').getByRole('cell', { name: 'HT-1001' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog('9 crane.webm').locator('video').waitFor()
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
    expect(page.url()).toContain('preview=')

    await page.keyboard.press('Escape')
    await dialog('9 crane.webm').waitFor({ state: 'hidden' })
    await untilFocused(page, grid())
    await page.keyboard.press('Space')
    await dialog('9 crane.webm').waitFor()
  })

  it('opens at its address, for a colleague who may see it', async () => {
    await preview('8 products.csv')
    const address = page.url()
    await page.goto('about:blank')
    await page.goto(address)
    await dialog('8 products.csv').getByRole('cell', { name: 'HT-1001' }).waitFor()
  })

  it('shows what another program wrote as a PDF, or says why not', async () => {
    await preview('3 letter.docx')
    if (hasOffice) await dialog('3 letter.docx').locator('iframe').waitFor()
    else {
      await dialog('3 letter.docx').getByText('No preview of this file').waitFor()
      await dialog('3 letter.docx').getByText('is not installed on the server').waitFor()
      await dialog('3 letter.docx').getByRole('button', { name: 'Download' }).last().waitFor()
    }
  })
})

describe('for those who may look at a file and not download it', () => {
  const readsNames = { resource: 'organization', action: 'view' } as const

  /** Somebody with a role of these grants alone, at the address of a file’s preview. */
  async function lookerAt(file: FileRow, username: string, grants: RoleValues['grants']) {
    const { gw, harbour: organization } = seeded
    await gw.role.create({ values: { organization, name: username, slug: username, grants } })
    const { password } = await addPerson(gw, organization, username, [username, 'Lou', 'Brandt'])
    const [user] = (await gw.user.list({ search: username })).rows
    if (user) await gw.fileShare.create({ file: file.id, user: user.id, permission: 'view' })
    const looker = await newVisitor(browser, stack.url)
    await startSession(looker.page, username, password)
    await looker.page.goto(`/files?org=${organization}&preview=${file.id}`)
    return { ...looker, shown: looker.page.getByRole('dialog', { name: file.originalFilename }) }
  }

  it('shows the first page of a PDF that is shared with somebody whose role opens no files', async () => {
    const offer = await untilLookedAt('5 offer.pdf')
    const { context, shown, failures, page: theirs } = await lookerAt(offer, 'receiver', [readsNames])
    await shown.getByRole('img', { name: '5 offer.pdf' }).waitFor()
    expect(await shown.locator('iframe').count()).toBe(0)
    expect(await shown.getByRole('button', { name: 'Download' }).count()).toBe(0)
    await theirs.keyboard.press('Escape')
    await theirs.getByText('You may not see files here').waitFor()
    expect(failures).toEqual([])
    await context.close()
  })

  it('says that there is nothing to look at where a role leaves out what was made of files', async () => {
    const offer = await untilLookedAt('5 offer.pdf')
    const fields = ['originalFilename', 'status', 'kind']
    const grants = [readsNames, { resource: 'file', action: 'view', fields }]
    const { context, shown, failures } = await lookerAt(offer, 'namesake', grants)
    await shown.getByText('No preview of this file').waitFor()
    expect(failures).toEqual([])
    await context.close()
  })
})

it('shows what happened to a file before the page could hear of changes', async () => {
  const { gw, harbour } = seeded
  const { id } = await addFile('Draft.txt', 'low water at six')
  const early = await newVisitor(browser, stack.url)
  await startSession(early.page)
  let connect = () => {}
  const renamed = new Promise<void>((resolve) => {
    connect = resolve
  })
  await early.page.routeWebSocket(/\/api\/ws/, async (socket) => {
    await renamed
    socket.connectToServer()
  })
  await early.page.goto(`/files?org=${harbour}&preview=${id}`)
  await early.page.getByRole('dialog', { name: 'Draft.txt' }).waitFor()
  await gw.file.update({ id, values: { originalFilename: 'Final.txt' } })
  connect()
  await early.page.getByRole('dialog', { name: 'Final.txt' }).waitFor()
  await early.context.close()
})

it('fills a narrow screen, with the arrows within reach of a thumb', async () => {
  await page.setViewportSize({ width: 320, height: 640 })
  await preview('2 harbour.jpg')
  await dialog('2 harbour.jpg').getByRole('img', { name: '2 harbour.jpg' }).waitFor()
  const { width, height } = (await dialog('2 harbour.jpg').boundingBox()) ?? { width: 0, height: 0 }
  expect([width, height]).toEqual([320, 640])
  await dialog('2 harbour.jpg').getByRole('button', { name: 'Next file' }).click()
  await dialog('3 letter.docx').waitFor()
})

it('breaks nowhere', () => {
  expect(visitor.failures).toEqual([])
})
