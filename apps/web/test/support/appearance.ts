import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  startSession,
  type Visit,
  type Visitor,
} from './browser.ts'
import type { Screen } from './screen.ts'
import { screens } from './screens.ts'
import { seedSessions } from './seed-sessions.ts'
import { type SeededStorage, seedStorage } from './seed-storage.ts'
import { browser, seeded, stack, startSeeded } from './signed-in.ts'

/** The size of a window, and in which colours it is looked at, one after the other. */
export interface Look extends Pick<Visit, 'width' | 'height'> {
  readonly schemes: readonly NonNullable<Visit['scheme']>[]
}

/** Waits until all of it has the colours of the scheme: some fade from one to the other. */
async function untilColoured(page: Page, scheme: string): Promise<void> {
  // A page of links has no word for it: its style sheet asks the browser.
  await page.locator(`html:is([data-mantine-color-scheme="${scheme}"], :not([data-mantine-color-scheme]))`).waitFor({
    state: 'attached',
  })
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  })
}

/** Looks at every screen in a window of one size. `place` is the suite's own: each size has one, so that two are looked at at once. */
export function testAppearance(place: number, { schemes, ...size }: Look): void {
  startSeeded(place)

  let stored: SeededStorage
  let visitor: Visitor
  beforeAll(async () => {
    stored = await seedStorage(seeded)
    await seedSessions(seeded)
    visitor = await newVisitor(browser, stack.url, size)
  })
  afterAll(() => visitor?.context.close())

  let isSignedIn = false
  let shown: Screen | undefined

  /** Opens it, unless it is there already in other colours. */
  async function show(screen: Screen): Promise<void> {
    if (shown === screen) return
    const { page } = visitor
    if (!screen.isOpen && !isSignedIn) {
      await startSession(page)
      isSignedIn = true
    }
    await page.goto(screen.path(seeded, stored))
    await screen.prepare(page)
    shown = screen
  }

  describe.each(screens)('$name', (screen) => {
    it.each(schemes)('fits and hides nothing from anyone in %s colours', async (scheme) => {
      const { page, failures } = visitor
      onTestFailed(() => {
        shown = undefined // The next try, or the next colours, begin anew.
      })
      await page.emulateMedia({ colorScheme: scheme })
      await show(screen)
      await untilColoured(page, scheme)
      expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0)
      expect(await accessibilityFindings(page)).toEqual([])
      expect(failures).toEqual([])
    })
  })
}
