import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { adminPassword } from './admin-password.ts'
import { launchBrowser, newVisitor, signIn, type Visit, type Visitor } from './browser.ts'
import { type Seeded, seed } from './seed.ts'
import { startTestStack, type TestStack } from './start-test-stack.ts'

/** What a suite works with, from its first test on. */
export let stack: TestStack
export let browser: Browser
export let seeded: Seeded
export let visitor: Visitor
export let page: Page

/** Gives a suite a stack with sample rows in it, and the administrator signed in at a page. `place` is the suite's own. */
export function startSignedIn(place: number, visit: Visit = {}): void {
  beforeAll(async () => {
    ;[stack, browser] = await Promise.all([startTestStack(place), launchBrowser()])
    seeded = await seed(stack.url, adminPassword)
    visitor = await newVisitor(browser, stack.url, visit)
    page = visitor.page
    await signIn(page)
  })
  afterAll(async () => {
    await seeded?.gw.close()
    await browser?.close()
    await stack?.stop()
  })
}
