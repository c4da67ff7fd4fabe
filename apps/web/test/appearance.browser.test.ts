import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword } from './support/admin-password.ts'
import {
  accessibilityFindings,
  horizontalOverflow,
  launchBrowser,
  newVisitor,
  signIn,
  type Visitor,
} from './support/browser.ts'
import { type Screen, screens } from './support/screens.ts'
import { type Seeded, seed } from './support/seed.ts'
import { type SeededStorage, seedStorage } from './support/seed-storage.ts'
import { startTestStack, type TestStack } from './support/start-test-stack.ts'
import { storageScreens } from './support/storage-screens.ts'

let stack: TestStack
let browser: Browser
let seeded: Seeded
let stored: SeededStorage

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startTestStack(33), launchBrowser()])
  seeded = await seed(stack.url, adminPassword)
  stored = await seedStorage(seeded)
})
afterAll(async () => {
  await seeded?.gw.close()
  await browser?.close()
  await stack?.stop()
})

const looks = [
  { look: 'light', scheme: 'light', width: 1280, height: 800 },
  { look: 'dark', scheme: 'dark', width: 1280, height: 800 },
  { look: '320 px', scheme: 'light', width: 320, height: 640 },
] as const

const signedIn = new WeakSet<Page>()

async function signInOnce(page: Page): Promise<void> {
  if (signedIn.has(page)) return
  signedIn.add(page)
  await signIn(page)
}

describe.each(looks)('in $look', ({ scheme, width, height }) => {
  let visitor: Visitor

  beforeAll(async () => {
    visitor = await newVisitor(browser, stack.url, { scheme, width, height })
  })
  afterAll(() => visitor.context.close())

  it.each([...screens, ...storageScreens])(
    '$name fits and hides nothing from anyone',
    async ({ path, isOpen, prepare }: Screen) => {
      const { page, failures } = visitor
      if (!isOpen) await signInOnce(page)
      await page.goto(path(seeded, stored))
      await prepare(page)
      expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0)
      expect(await accessibilityFindings(page)).toEqual([])
      expect(failures).toEqual([])
    },
  )
})
