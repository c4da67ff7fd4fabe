import { createClient } from '@groundwork/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { adminPassword } from './admin-password.ts'
import { type BrowserNeeds, launchBrowser, newVisitor, signIn, type Visit, type Visitor } from './browser.ts'
import type { Seeded } from './seed.ts'
import { startTestStack, type TestStack } from './start-test-stack.ts'

/** What a suite works with, from its first test on. */
export let stack: TestStack
export let browser: Browser
export let seeded: Seeded
export let visitor: Visitor
export let page: Page

type Settings = Readonly<Record<string, string>>

/** Gives a suite a stack with sample rows in it. `place` is the suite's own, `settings` are more of its environment. */
export function startSeeded(place: number, settings?: Settings, needs?: BrowserNeeds): void {
  beforeAll(async () => {
    const { kept, ...harbour } = inject('harbour')
    ;[stack, browser] = await Promise.all([startTestStack(place, kept, settings), launchBrowser(needs)])
    const gw = createClient({ url: stack.url })
    await gw.signIn('admin', adminPassword)
    seeded = { gw, ...harbour }
  })
  afterAll(async () => {
    await seeded?.gw.close()
    await browser?.close()
    await stack?.stop()
  })
}

/** The same with the administrator signed in at a page. */
export function startSignedIn(place: number, visit: Visit = {}, settings?: Settings, needs?: BrowserNeeds): void {
  startSeeded(place, settings, needs)
  beforeAll(async () => {
    visitor = await newVisitor(browser, stack.url, visit)
    page = visitor.page
    await signIn(page)
  })
}
