import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword } from './support/admin-password.ts'
import { launchBrowser, newVisitor, signIn } from './support/browser.ts'
import { startTestStack, type TestStack } from './support/start-test-stack.ts'

let stack: TestStack
let browser: Browser

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startTestStack(30), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const visit = () => newVisitor(browser, stack.url)

describe('signing in', () => {
  it('says at the field what is missing or wrong, and keeps what was typed', async () => {
    const { page, context, failures } = await visit()
    await page.goto('/signin')
    const username = page.getByLabel('Username or e-mail')
    const password = page.getByLabel('Password', { exact: true })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Enter your username or e-mail').waitFor()
    await page.getByText('Enter your password').waitFor()
    expect(await username.evaluate((field) => field === document.activeElement)).toBe(true)

    await username.fill('admin')
    await password.fill('not the password')
    await page.keyboard.press('Enter')
    await page.getByText('Username or password is not right').waitFor()
    expect(await username.inputValue()).toBe('admin')
    expect(await password.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(failures).toEqual([])
    await context.close()
  })

  it('leads back to where somebody was going, also by e-mail address', async () => {
    const { page, context } = await visit()
    await page.goto('/products?q=bolt&sort=-name')
    await page.waitForURL(/\/signin/)
    await page.getByLabel('Username or e-mail').fill('ADMIN@groundwork.local')
    await page.getByLabel('Password', { exact: true }).fill(adminPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
    expect(new URL(page.url()).search).toBe('?q=bolt&sort=-name')
    await context.close()
  })

  it('follows no address to another site', async () => {
    const { page, context } = await visit()
    await page.goto('/signin?to=//evil.example/files')
    await page.getByLabel('Username or e-mail').fill('admin')
    await page.getByLabel('Password', { exact: true }).fill(adminPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
    expect(new URL(page.url()).origin).toBe(stack.url)
    await context.close()
  })

  it('lasts over a reload and in other tabs, and ends in all of them at once', async () => {
    const { page, context } = await visit()
    await signIn(page)
    await page.reload()
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
    const tabs = await Promise.all([context.newPage(), context.newPage(), context.newPage()])
    await Promise.all(tabs.map((tab) => tab.goto('/organizations')))
    await Promise.all(tabs.map((tab) => tab.getByRole('heading', { name: 'Organizations', level: 1 }).waitFor()))

    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await Promise.all([page, ...tabs].map((tab) => tab.waitForURL(/\/signin/)))
    await page.goto('/files')
    await page.waitForURL(/\/signin/)
    await context.close()
  })

  it('keeps no token where a script could read it', async () => {
    const { page, context } = await visit()
    await signIn(page)
    const readable = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
    )
    expect(readable).not.toMatch(/ey[A-Za-z0-9_-]{10,}\./)
    const cookies = await context.cookies()
    expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([])
    await context.close()
  })
})
