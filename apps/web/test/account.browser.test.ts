import { createClient, type GroundworkClient } from '@groundwork/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword } from './support/admin-password.ts'
import { codeOf } from './support/authenticator.ts'
import {
  accessibilityFindings,
  launchBrowser,
  newVisitor,
  pressOn,
  signIn,
  tabTo,
  typeInto,
  type Visitor,
} from './support/browser.ts'
import { addPerson, samplePath } from './support/seed.ts'
import { startTestStack, type TestStack } from './support/start-test-stack.ts'

let stack: TestStack
let browser: Browser
let admin: GroundworkClient
let harbour: string
let ada: { readonly username: string; readonly password: string }
let visitor: Visitor
let page: Page

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startTestStack(37), launchBrowser()])
  admin = createClient({ url: stack.url })
  await admin.signIn('admin', adminPassword)
  const [type] = (await admin.organizationType.list({ limit: 1 })).rows
  const values = { name: 'Meridian Harbour', code: 'MER-H', organizationType: type?.name ?? '' }
  harbour = (await admin.organization.create({ values })).id
  ada = await addPerson(admin, harbour, 'member', ['ada', 'Ada', 'Lindqvist'])
  visitor = await newVisitor(browser, stack.url)
  page = visitor.page
  await signIn(page, ada.username, ada.password)
})
afterAll(async () => {
  await admin?.close()
  await browser?.close()
  await stack?.stop()
})

/** Even where other tests keep this machine busy. */
const soon = { timeout: 10_000 }

async function expectSound(): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([])
  expect(visitor.failures).toEqual([])
}

/** Ada, elsewhere. */
async function adaElsewhere(): Promise<GroundworkClient> {
  const gw = createClient({ url: stack.url })
  await gw.signIn(ada.username, ada.password)
  return gw
}

const section = (name: string) => page.getByRole('region', { name, exact: true })
const dialog = () => page.getByRole('dialog')

describe('the profile, by keyboard alone', () => {
  it('is reached from the menu, told where it is wrong, saved, and still there after a reload', async () => {
    await pressOn(page, page.getByRole('button', { name: /Your account/ }))
    await page.getByRole('menuitem', { name: 'Account settings' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/account\/profile/)

    await typeInto(page, page.getByLabel('Job title'), 'Harbour pilot')
    await typeInto(page, page.getByLabel('Phone'), 'call me')
    await page.keyboard.press('Enter')
    await page.getByText('With the country code').waitFor()
    await expectSound()
    await typeInto(page, page.getByLabel('Phone'), '+45 32 12 34 56')
    await tabTo(page, page.getByRole('combobox', { name: 'Time zone' }))
    await page.keyboard.press('Control+a')
    await page.keyboard.type('copenh')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('checkbox', { name: 'Your role was changed: E-mail' }))
    await page.keyboard.press('Space')
    await pressOn(page, page.getByRole('button', { name: 'Save changes' }))
    await page.getByText('Profile saved').waitFor()

    await page.reload()
    await expect.poll(() => page.getByLabel('Job title').inputValue(), soon).toBe('Harbour pilot')
    expect(await page.getByLabel('Phone').inputValue()).toBe('+4532123456')
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Copenhagen')
    expect(await page.getByRole('checkbox', { name: 'Your role was changed: E-mail' }).isChecked()).toBe(false)
    await expectSound()
  })

  it('asks before unsaved changes are lost', async () => {
    await page.goto('/account/profile')
    await typeInto(page, page.getByLabel('First name'), 'Adah')
    await page.getByRole('link', { name: 'Sessions', exact: true }).click()
    await dialog().getByRole('button', { name: 'Keep editing' }).click()
    expect(await page.getByLabel('First name').inputValue()).toBe('Adah')
    await pressOn(page, page.getByRole('button', { name: 'Cancel' }))
    expect(await page.getByLabel('First name').inputValue()).toBe('Ada')
  })

  it('takes a picture through the door of all files, and gives it up again', async () => {
    await page.goto('/account/profile')
    const input = page.locator('input[type="file"]')
    await input.setInputFiles(samplePath('packing-list.txt'))
    await section('Picture').getByText('This is not a picture.').waitFor({ timeout: 30_000 })
    await input.setInputFiles(samplePath('lighthouse.jpg'))
    await section('Picture').getByRole('button', { name: 'Remove' }).waitFor({ timeout: 30_000 })
    expect(
      (await admin.file.list({ filter: { field: 'originalFilename', op: 'eq', value: 'lighthouse.jpg' } })).rows,
    ).toMatchObject([{ organization: harbour, status: 'available' }])
    await expectSound()
    await pressOn(page, section('Picture').getByRole('button', { name: 'Remove' }))
    await section('Picture').getByRole('button', { name: 'Upload a picture' }).waitFor()
  })
})

describe('sessions, by keyboard alone', () => {
  it('are told by device, ended one by one or all but this, and everywhere', async () => {
    const others = await Promise.all([adaElsewhere(), adaElsewhere(), adaElsewhere()])
    await page.goto('/account/sessions')
    const entries = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
    await expect.poll(() => entries.count(), soon).toBe(4)
    await entries.filter({ hasText: 'This device' }).getByText('Chrome on Linux').waitFor()
    await expectSound()

    await pressOn(page, page.getByRole('button', { name: /^End session/ }).first())
    await expect.poll(() => entries.count(), soon).toBe(3)
    const tablet = await newVisitor(browser, stack.url)
    await signIn(tablet.page, ada.username, ada.password)
    await page.reload()
    await expect.poll(() => entries.count(), soon).toBe(4)
    await pressOn(page, page.getByRole('button', { name: 'End all others' }))
    await dialog().waitFor()
    await expectSound()
    await pressOn(page, dialog().getByRole('button', { name: 'End all others' }))
    await expect.poll(() => entries.count(), soon).toBe(1)
    // Nobody touches it: the open screen is closed because its socket is.
    await tablet.page.waitForURL(/\/signin/)
    await tablet.context.close()
    for (const gw of others) await expect.poll(() => isSignedIn(gw), soon).toBe(false)

    await pressOn(page, page.getByRole('button', { name: 'Sign out everywhere' }))
    await pressOn(page, dialog().getByRole('button', { name: 'Sign out everywhere' }))
    await page.waitForURL(/\/signin/)
    await page.goto('/account/sessions')
    await page.waitForURL(/\/signin/)
    await signIn(page, ada.username, ada.password)
  })
})

/** Whether a key, just revoked, still opens anything. */
const isGood = (gw: GroundworkClient) =>
  gw.product.list().then(
    () => true,
    () => false,
  )

const isSignedIn = (gw: GroundworkClient) =>
  gw.auth.me().then(
    () => true,
    () => false,
  )

describe('API keys, by keyboard alone', () => {
  it('are made for one use, shown once, rotated and revoked', async () => {
    await page.goto('/account/keys')
    await page.getByText('No keys yet').waitFor()
    await pressOn(page, page.getByRole('button', { name: 'New API key' }))
    await dialog().getByRole('textbox', { name: 'Name' }).waitFor()
    await page.keyboard.press('Enter')
    await dialog().getByText('Give it a name').waitFor()
    await typeInto(page, dialog().getByRole('textbox', { name: 'Name' }), 'Warehouse import')
    await expectSound()
    await page.keyboard.press('Enter')
    const first = await takeKey()
    expect(await createClient({ url: stack.url, apiKey: first }).product.list()).toMatchObject({ rows: [] })
    const refused = createClient({ url: stack.url, apiKey: first }).product.create({
      values: { organization: harbour, sku: 'K-1', name: 'Made by a key', productType: 'SERVICE' },
    })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })

    const entry = page.getByRole('listitem').filter({ hasText: 'Warehouse import' })
    await entry.getByText('Meridian Harbour').waitFor()
    await pressOn(page, entry.getByRole('button', { name: 'Rotate Warehouse import' }))
    await pressOn(page, dialog().getByRole('button', { name: 'Rotate' }))
    const second = await takeKey()
    expect(second).not.toBe(first)
    await expect(createClient({ url: stack.url, apiKey: first }).product.list()).rejects.toMatchObject({ status: 401 })
    await createClient({ url: stack.url, apiKey: second }).product.list()

    await pressOn(page, entry.getByRole('button', { name: 'Revoke Warehouse import' }))
    await pressOn(page, dialog().getByRole('button', { name: 'Revoke' }))
    await page.getByText('No keys yet').waitFor()
    await expect.poll(() => isGood(createClient({ url: stack.url, apiKey: second })), soon).toBe(false)
  })

  /** The key that is on the screen, this once. */
  async function takeKey(): Promise<string> {
    const field = dialog().getByRole('textbox', { name: 'Key' })
    await field.waitFor()
    await page.keyboard.press('Escape')
    const key = await field.inputValue()
    await pressOn(page, dialog().getByRole('button', { name: 'Copy' }))
    await dialog().getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
    await expectSound()
    await pressOn(page, dialog().getByRole('button', { name: 'Done' }))
    await dialog().waitFor({ state: 'hidden' })
    return key
  }
})

describe('security, by keyboard alone', () => {
  it('changes the password, minding the rules, and ends all other sessions', async () => {
    const elsewhere = await adaElsewhere()
    await page.goto('/account/security')
    await typeInto(page, page.getByLabel('Current password'), 'not mine')
    await typeInto(page, page.getByLabel('New password'), 'ada')
    await page.keyboard.press('Enter')
    await page.getByText('At least 8 characters', { exact: true }).waitFor()
    await typeInto(page, page.getByLabel('New password'), 'gulls over berth nine')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your password').waitFor()
    await expectSound()
    await typeInto(page, page.getByLabel('Current password'), ada.password)
    await page.keyboard.press('Enter')
    await page.getByText('Password changed').waitFor()
    ada = { ...ada, password: 'gulls over berth nine' }
    await expect.poll(() => isSignedIn(elsewhere), soon).toBe(false)
    await page.reload()
    await page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor()
  })

  it('says which organizations wait for a second step, and opens them once it is on', async () => {
    const { version } = await admin.organization.get({ id: harbour })
    await admin.organization.update({ id: harbour, values: { requiresSecondFactor: true, version } })
    const elsewhere = await adaElsewhere()
    await expect.poll(async () => (await elsewhere.auth.me()).withheld.length, soon).toBe(1)
    await page.goto('/')
    await page.getByText('Waiting for your two-step sign-in: Meridian Harbour.').waitFor()
    await page.waitForURL(/\/account\/security/)
    await expectSound()

    await pressOn(page, page.getByRole('button', { name: 'Set up' }))
    const code = page.getByLabel('Code from the app')
    await page.getByRole('img', { name: /^QR code/ }).waitFor()
    await typeInto(page, code, '12')
    await page.keyboard.press('Enter')
    await page.getByText('Six digits', { exact: true }).waitFor()
    await expectSound()
    const secret = (await page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).textContent()) ?? ''
    await typeInto(page, code, codeOf(secret))
    await page.keyboard.press('Enter')

    const codes = page.getByRole('list', { name: 'Your backup codes' }).getByRole('listitem')
    await expect.poll(() => codes.count(), soon).toBe(10)
    const before = await codes.allTextContents()
    await expectSound()
    await pressOn(page, page.getByRole('button', { name: 'Copy', exact: true }))
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toEqual(before)
    const saved = page.waitForEvent('download')
    await pressOn(page, page.getByRole('button', { name: 'Download' }))
    expect((await saved).suggestedFilename()).toBe('groundwork-backup-codes.txt')
    await pressOn(page, page.getByRole('button', { name: 'I have kept them' }))
    await page.getByText('Waiting for your two-step sign-in').waitFor({ state: 'hidden' })
    await page.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: 'Files' }).waitFor()

    await pressOn(page, page.getByRole('button', { name: 'New backup codes' }))
    await typeInto(page, dialog().getByLabel('Your password'), ada.password)
    await expectSound()
    await page.keyboard.press('Enter')
    await expect.poll(() => codes.count(), soon).toBe(10)
    expect(await codes.allTextContents()).not.toEqual(before)
    await pressOn(page, page.getByRole('button', { name: 'I have kept them' }))
  })

  it('turns the second step off only where nobody requires it', async () => {
    const turnOff = async () => {
      await pressOn(page, page.getByRole('button', { name: 'Turn off' }))
      await typeInto(page, dialog().getByLabel('Your password'), ada.password)
      await page.keyboard.press('Enter')
    }
    await page.goto('/account/security')
    await turnOff()
    await dialog().getByText('insists on a second factor').waitFor()
    await expectSound()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })

    const { version } = await admin.organization.get({ id: harbour })
    await admin.organization.update({ id: harbour, values: { requiresSecondFactor: false, version } })
    await turnOff()
    await page.getByRole('button', { name: 'Set up' }).waitFor()
  })
})
