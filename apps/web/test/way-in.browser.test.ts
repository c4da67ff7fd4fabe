import { createClient, type GroundworkClient } from '@groundwork/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword } from './support/admin-password.ts'
import { codeOf } from './support/authenticator.ts'
import { accessibilityFindings, launchBrowser, newVisitor, pressOn, typeInto } from './support/browser.ts'
import { linkMailedTo } from './support/mailbox.ts'
import { addPerson } from './support/seed.ts'
import { startTestStack, type TestStack } from './support/start-test-stack.ts'

let stack: TestStack
let browser: Browser
let admin: GroundworkClient
let harbour: string
let viewerRole: string

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startTestStack(36), launchBrowser()])
  admin = createClient({ url: stack.url })
  await admin.signIn('admin', adminPassword)
  const [type] = (await admin.organizationType.list({ limit: 1 })).rows
  const values = { name: 'Meridian Harbour', code: 'MER-H', organizationType: type?.name ?? '' }
  harbour = (await admin.organization.create({ values })).id
  const [role] = (await admin.role.list({ filter: { field: 'slug', op: 'eq', value: 'viewer' } })).rows
  viewerRole = role?.id ?? ''
})
afterAll(async () => {
  await admin?.close()
  await browser?.close()
  await stack?.stop()
})

/** Nothing serious for axe, no error in the page. */
async function expectSound(page: Page, failures: readonly string[]): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([])
  expect(failures).toEqual([])
}

async function enterCredentials(page: Page, { username, password }: { username: string; password: string }) {
  await typeInto(page, page.getByLabel('Username or e-mail'), username)
  await typeInto(page, page.getByLabel('Password', { exact: true }), password)
  await page.keyboard.press('Enter')
}

const files = (page: Page) => page.getByRole('heading', { name: 'Files', level: 1 })

describe('a forgotten password, by keyboard alone', () => {
  it('is replaced by way of a mail; the link works once, and a used one leads to a new one', async () => {
    const { username } = await addPerson(admin, harbour, 'member', ['ada', 'Ada', 'Lindqvist'])
    const { page, context, failures } = await newVisitor(browser, stack.url)
    await page.goto('/signin')
    await pressOn(page, page.getByRole('link', { name: 'Forgot your password?' }))
    await typeInto(page, page.getByLabel('E-mail'), 'ada')
    await page.keyboard.press('Enter')
    await page.getByText('does not look like an e-mail address').waitFor()
    await expectSound(page, failures)
    await typeInto(page, page.getByLabel('E-mail'), 'ada@meridian.example')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await expectSound(page, failures)

    const link = await linkMailedTo(stack.mailFolder, 'ada@meridian.example')
    await page.goto(link)
    const password = page.getByLabel('New password')
    await typeInto(page, password, 'Password1!')
    await page.keyboard.press('Enter')
    await page.getByText('Too easy to guess').waitFor()
    await expectSound(page, failures)
    await typeInto(page, password, 'seven gulls on the pier')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
    await pressOn(page, page.getByRole('link', { name: 'Sign in' }))
    await enterCredentials(page, { username, password: 'seven gulls on the pier' })
    await files(page).waitFor()

    await page.goto(link)
    await typeInto(page, password, 'eight gulls on the pier')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    await expectSound(page, failures)
    await pressOn(page, page.getByRole('link', { name: 'Send a new link' }))
    await page.getByLabel('E-mail').waitFor()
    await context.close()
  })

  it('tells nobody whether an address has an account', async () => {
    const { page, context } = await newVisitor(browser, stack.url)
    await page.goto('/reset')
    await page.getByLabel('E-mail').fill('nobody@meridian.example')
    await page.keyboard.press('Enter')
    await page.getByText('If there is an account for nobody@meridian.example').waitFor()
    await context.close()
  })
})

describe('an invitation, by keyboard alone', () => {
  const invite = (email: string) =>
    admin.invitation.create({ values: { organization: harbour, email, role: viewerRole } })

  it('shows what one is invited to, and lets somebody new make an account', async () => {
    await invite('jonas@meridian.example')
    const { page, context, failures } = await newVisitor(browser, stack.url)
    await page.goto(await linkMailedTo(stack.mailFolder, 'jonas@meridian.example'))
    await page.getByRole('heading', { name: 'Join Meridian Harbour' }).waitFor()
    await page.getByText('You are invited as Viewer.').waitFor()
    await typeInto(page, page.getByLabel('Username'), 'ADMIN')
    await typeInto(page, page.getByLabel('First name'), 'Jonas')
    await typeInto(page, page.getByLabel('Last name'), 'Okafor')
    await typeInto(page, page.getByLabel('Password', { exact: true }), '12345678')
    await page.keyboard.press('Enter')
    await page.getByText('Too easy to guess').waitFor()
    await expectSound(page, failures)

    await typeInto(page, page.getByLabel('Password', { exact: true }), 'lamps along the breakwater')
    await page.keyboard.press('Enter')
    await page.locator('[name="username"][aria-invalid="true"]').waitFor()
    await typeInto(page, page.getByLabel('Username'), 'jonas')
    await page.keyboard.press('Enter')
    await files(page).waitFor()
    await page.getByRole('button', { name: 'Your account: Jonas Okafor' }).waitFor()
    expect(failures).toEqual([])
    await context.close()
  })

  it('needs no more than the password of somebody who has an account', async () => {
    const person = await addPerson(admin, (await anotherOrganization()).id, 'viewer', ['mei', 'Mei', 'Tanaka'])
    await invite('mei@meridian.example')
    const { page, context, failures } = await newVisitor(browser, stack.url)
    await page.goto(await linkMailedTo(stack.mailFolder, 'mei@meridian.example'))
    await page.getByText('There is already an account for this address').waitFor()
    await expectSound(page, failures)
    await typeInto(page, page.getByLabel('Password', { exact: true }), 'somebody else’s')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your password').waitFor()
    await typeInto(page, page.getByLabel('Password', { exact: true }), person.password)
    await page.keyboard.press('Enter')
    await files(page).waitFor()
    const { memberships } = await whatIsTrueFor(person)
    expect(memberships.map(({ organizationName }) => organizationName).sort()).toEqual([
      'Meridian Harbour',
      'Survey team',
    ])
    await context.close()
  })

  it('that was withdrawn says so', async () => {
    const { id } = await invite('late@meridian.example')
    const link = await linkMailedTo(stack.mailFolder, 'late@meridian.example')
    await admin.invitation.remove({ id })
    const { page, context, failures } = await newVisitor(browser, stack.url)
    await page.goto(link)
    await page.getByRole('heading', { name: 'This invitation is no longer open' }).waitFor()
    await expectSound(page, failures)
    await context.close()
  })

  async function whatIsTrueFor({ username, password }: { username: string; password: string }) {
    const gw = createClient({ url: stack.url })
    await gw.signIn(username, password)
    return gw.auth.me()
  }

  async function anotherOrganization() {
    const { organizationType } = await admin.organization.get({ id: harbour })
    return admin.organization.create({ values: { name: 'Survey team', code: 'MER-S', organizationType } })
  }
})

describe('a second step at sign-in, by keyboard alone', () => {
  it('asks for a code, keeps the step when it is wrong, and takes a backup code in its place', async () => {
    const person = await addPerson(admin, harbour, 'member', ['ines', 'Ines', 'Moreau'])
    const ines = createClient({ url: stack.url })
    await ines.signIn(person.username, person.password)
    const { secret } = await ines.auth.setUpTotp()
    const { backupCodes } = await ines.auth.verifyTotp({ code: codeOf(secret, -1) })
    await ines.close()

    const { page, context, failures } = await newVisitor(browser, stack.url)
    await page.goto('/signin?to=/products')
    await enterCredentials(page, person)
    const code = page.getByLabel('Code', { exact: true })
    await typeInto(page, code, codeOf(secret, 20))
    await page.keyboard.press('Enter')
    await page.getByText('This code is not right').waitFor()
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code')
    await expectSound(page, failures)

    await pressOn(page, page.getByRole('button', { name: 'Back', exact: true }))
    expect(await page.getByLabel('Username or e-mail').inputValue()).toBe(person.username)
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
    await enterCredentials(page, person)
    await typeInto(page, code, codeOf(secret))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
    await context.clearCookies()

    await page.goto('/signin')
    await enterCredentials(page, person)
    await pressOn(page, page.getByRole('button', { name: 'Use a backup code instead' }))
    await typeInto(page, page.getByLabel('Backup code'), backupCodes[0] ?? '')
    await expectSound(page, failures)
    await page.keyboard.press('Enter')
    await files(page).waitFor()
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toContain(person.password)
    await context.close()
  })

  it('says how long to wait when somebody guesses, and when the wait is over', async () => {
    const { page, context, failures } = await newVisitor(browser, stack.url)
    await page.clock.install()
    await page.goto('/signin')
    await page.getByLabel('Username or e-mail').fill('whoever')
    // The page's clock stands still: what is said stays to be read, however slow this machine is.
    await page.clock.pauseAt(Date.now() + 60_000)
    const guess = async () => {
      await page.getByLabel('Password', { exact: true }).fill('a guess')
      const answer = page.waitForResponse(/auth\/token\/$/)
      await page.keyboard.press('Enter')
      return (await answer).status()
    }
    await expect.poll(guess, { timeout: 30_000 }).toBe(429)
    await page.getByText(/Try again in \d+ s/).waitFor()
    await page.clock.fastForward('01:00')
    await page.getByText('You can try again now').waitFor()
    await page.clock.resume()
    await expectSound(page, failures)
    await context.close()
  })
})
