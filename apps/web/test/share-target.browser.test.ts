import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { adminPassword } from './support/admin-password.ts'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  row,
  startSession,
  untilFocused,
} from './support/browser.ts'
import { closeTray, limitUploads, openFiles, tray, trayLine } from './support/file-screen.ts'
import { keptOn, share, untilInSheet } from './support/share-sheet.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(65)

const receipt = { name: 'receipt of the ferry.txt', text: '2 x deck, 14.00\n' }
const nothing = { shares: [], files: 0 }
const question = (of: Page = page) => of.getByRole('dialog', { name: /^Upload .+ you shared\?$/ })
const told = (title: string, of: Page = page) => of.getByRole('dialog', { name: title })

async function signInByForm(of: Page, username: string, password: string): Promise<void> {
  await of.getByLabel('Username or e-mail').fill(username)
  await of.getByLabel('Password', { exact: true }).fill(password)
  await of.keyboard.press('Enter')
}

describe('what comes through the share sheet of a phone', () => {
  it('asks where it goes, and goes the way of everything that is uploaded', async () => {
    await openFiles()
    await untilInSheet(page)
    const film = { name: 'the crossing.txt', text: 'spray and foam\n'.repeat(350_000) }
    await share(page, [receipt, film, { name: 'installer.exe', text: 'MZ' }], { title: 'From the ferry' })
    await question().getByText('receipt of the ferry.txt').waitFor()
    expect(page.url()).not.toContain('shared=')
    expect(await accessibilityFindings(page)).toEqual([])

    await question().getByRole('button', { name: 'Choose an organization' }).click()
    await page.getByRole('option', { name: /^Meridian Harbour/ }).click()
    await question().getByRole('button', { name: 'Folder: Files' }).click()
    await page.getByRole('option', { name: 'Tide tables' }).click()
    await question().getByRole('button', { name: 'Upload', exact: true }).click()
    await page.getByRole('heading', { name: 'Tide tables', level: 1 }).waitFor()
    await trayLine('installer.exe').getByText('Files that end in .exe are not accepted').waitFor()
    await tray().getByText('2 files uploaded, 1 not').waitFor()
    await row(page, film.name).getByText('Available').waitFor()
    await row(page, receipt.name).getByText('Available').waitFor()
    await expect.poll(() => keptOn(page)).toEqual(nothing)
    await closeTray()
  })

  it('overwrites nothing unasked', async () => {
    const folder = new URL(page.url()).searchParams.get('folder')
    await share(page, [receipt])
    await question().getByRole('button', { name: 'Choose an organization' }).click()
    await page.getByRole('option', { name: /^Meridian Harbour/ }).click()
    await question().getByRole('button', { name: 'Folder: Files' }).click()
    await page.getByRole('option', { name: 'Tide tables' }).click()
    await question().getByRole('button', { name: 'Upload', exact: true }).click()
    const conflict = told(`${receipt.name} is already there`)
    await conflict.getByRole('button', { name: 'Keep both' }).click()
    await tray().getByText('1 file uploaded').waitFor()
    await row(page, 'receipt of the ferry (2).txt').getByText('Available').waitFor()
    expect(new URL(page.url()).searchParams.get('folder')).toBe(folder)
    await expect.poll(() => keptOn(page)).toEqual(nothing)
    await closeTray()
  })

  it('is not lost with the page before it has arrived, and asked about by no other tab meanwhile', async () => {
    const film = { name: 'the landing.txt', text: 'ropes and fenders\n'.repeat(350_000) }
    await share(page, [film])
    await question().getByRole('button', { name: 'Choose an organization' }).click()
    await page.getByRole('option', { name: /^Meridian Harbour/ }).click()
    const quicken = await limitUploads(page, 500_000)
    await question().getByRole('button', { name: 'Upload', exact: true }).click()
    await trayLine(film.name).getByText('Uploading').waitFor()
    const other = await visitor.context.newPage()
    await other.goto('/files')
    await row(other, 'Gate chime.wav').waitFor()
    expect(await question(other).count()).toBe(0)
    await other.close()

    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await quicken()
    await question().getByText(film.name).waitFor()
    await question().getByRole('button', { name: 'Do not upload' }).click()
    await expect.poll(() => keptOn(page)).toEqual(nothing)
    await trayLine(film.name).getByRole('button', { name: 'Cancel the landing.txt' }).click()
  })

  it('is gone once it is declined', async () => {
    await share(page, [receipt])
    await question().getByRole('button', { name: 'Do not upload' }).click()
    await question().waitFor({ state: 'hidden' })
    await expect.poll(() => keptOn(page)).toEqual(nothing)
    await page.reload()
    await row(page, 'Gate chime.wav').waitFor()
    expect(await question().count()).toBe(0)
  })

  it('stays until somebody decides, whatever else is looked at before', async () => {
    await share(page, [receipt])
    await question().waitFor()
    const waits = page.getByRole('status').filter({ hasText: '1 file you shared waits on this device.' })
    await page.keyboard.press('Escape')
    await question().waitFor({ state: 'hidden' })
    await page.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).click()
    await waits.waitFor()
    expect(await keptOn(page)).toMatchObject({ shares: [{}], files: 1 })
    expect(await accessibilityFindings(page)).toEqual([])

    const resume = waits.getByRole('button', { name: 'Upload or decline…' })
    await resume.click()
    await question().getByRole('button', { name: 'Close' }).click()
    await question().waitFor({ state: 'hidden' })
    await untilFocused(page, resume)
    await resume.click()
    await question().getByText(receipt.name).waitFor()
    await question().getByRole('button', { name: 'Do not upload' }).click()
    await waits.waitFor({ state: 'hidden' })
    await expect.poll(() => keptOn(page)).toEqual(nothing)
    await openFiles()
  })

  it('is said to be nothing where it is a link', async () => {
    await share(page, [], { url: 'https://ferry.example' })
    await told('Only files can be uploaded').getByRole('button', { name: 'OK' }).click()
    expect(await keptOn(page)).toEqual(nothing)
  })

  it('is asked for again where the app was not ready to take it', async () => {
    await page.evaluate(async () => (await navigator.serviceWorker.ready).unregister())
    await share(page, [receipt])
    await told('What you shared has not arrived').getByRole('button', { name: 'OK' }).click()
    await untilInSheet(page)
    await share(page, [receipt])
    await question().getByRole('button', { name: 'Do not upload' }).click()
  })

  it('breaks nowhere', () => expect(visitor.failures).toEqual([]))
})

describe('whose it is', () => {
  it('waits for the sign-in of who shared it', async () => {
    const { page: phone, context, failures } = await newVisitor(browser, stack.url, { width: 320, height: 640 })
    await phone.goto('/signin')
    await untilInSheet(phone)
    await share(phone, [receipt])
    const { username, password } = seeded.member
    await signInByForm(phone, username, password)
    // Who belongs to one organization need not say which.
    await question(phone).getByRole('button', { name: 'Organization: Meridian Harbour' }).waitFor()
    expect(await horizontalOverflow(phone)).toBeLessThanOrEqual(0)
    expect(await accessibilityFindings(phone)).toEqual([])
    await question(phone).getByRole('button', { name: 'Upload', exact: true }).click()
    await tray(phone).getByText('1 file uploaded').waitFor()
    await expect.poll(() => keptOn(phone)).toEqual(nothing)
    expect(failures).toEqual([])
    await context.close()
  })

  it('is not shown to the next person at the device, and does not outlive signing out', async () => {
    const { page: phone, context, failures } = await newVisitor(browser, stack.url)
    const { username, password } = seeded.member
    await startSession(phone, username, password)
    await phone.goto('/files')
    await untilInSheet(phone)
    await share(phone, [receipt])
    await question(phone).waitFor()
    const { shares } = await keptOn(phone)
    expect(shares).toHaveLength(1)

    // The session ran out; somebody else signs in, and knows even the address.
    await context.clearCookies()
    await phone.goto(`/files?shared=${shares[0]?.id}`)
    await signInByForm(phone, 'admin', adminPassword)
    await told('What was shared is not here any more', phone).getByRole('button', { name: 'OK' }).click()
    await row(phone, 'Gate chime.wav').waitFor()
    expect(await question(phone).count()).toBe(0)

    await context.clearCookies()
    await startSession(phone, username, password)
    await phone.goto('/files')
    await question(phone).getByText(receipt.name).waitFor()

    await question(phone).getByRole('button', { name: 'Do not upload' }).click()
    await expect.poll(() => keptOn(phone)).toEqual(nothing)
    const other = await context.newPage()
    await other.goto('/files')
    await row(other, 'Gate chime.wav').waitFor()
    await share(phone, [receipt])
    await question(phone).waitFor()
    await other.getByRole('button', { name: 'Your account' }).click()
    await other.getByRole('menuitem', { name: 'Sign out' }).click()
    await other.getByRole('button', { name: 'Sign in' }).waitFor()
    await expect.poll(() => keptOn(other)).toEqual(nothing)
    expect(failures).toEqual([])
    await context.close()
  })
})

describe('the worker behind it', () => {
  it('keeps nothing of the app, answers nothing else, and cannot ask the API', async () => {
    await openFiles()
    await untilInSheet(page)
    await page.reload()
    await row(page, 'Gate chime.wav').waitFor()
    const seen = await page.evaluate(async () => ({
      isControlled: navigator.serviceWorker.controller !== null,
      caches: await caches.keys(),
      // Whatever came past the worker says so; scripts out of the browser's own memory say nothing.
      sources: [...new Set(performance.getEntries().map((entry) => entry.toJSON().workerFinalSourceType || 'none'))],
    }))
    expect(seen).toEqual({ isControlled: true, caches: [], sources: expect.arrayContaining(['network']) })
    expect(seen.sources).not.toContain('fetch-event')
    const worker = visitor.context.serviceWorkers().at(-1)
    const asked = await worker?.evaluate(() =>
      fetch('/livez').then(
        () => 'answered',
        () => 'refused',
      ),
    )
    expect(asked).toBe('refused')
  })
})
