import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  startSession,
  type Visit,
  type Visitor,
} from './browser.ts'
import { screens } from './screens.ts'
import { seedSessions } from './seed-sessions.ts'
import { type SeededStorage, seedStorage } from './seed-storage.ts'
import { browser, seeded, stack, startSeeded } from './signed-in.ts'

/** Looks at every screen in one way. `place` is the suite's own: each way has one, so that two are looked at at once. */
export function testAppearance(place: number, visit: Visit): void {
  startSeeded(place)

  let stored: SeededStorage
  let visitor: Visitor
  beforeAll(async () => {
    stored = await seedStorage(seeded)
    await seedSessions(seeded)
    visitor = await newVisitor(browser, stack.url, visit)
  })
  afterAll(() => visitor?.context.close())

  let isSignedIn = false
  it.each(screens)('$name fits and hides nothing from anyone', async ({ path, isOpen, prepare }) => {
    const { page, failures } = visitor
    if (!isOpen && !isSignedIn) {
      await startSession(page)
      isSignedIn = true
    }
    await page.goto(path(seeded, stored))
    await prepare(page)
    expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0)
    expect(await accessibilityFindings(page)).toEqual([])
    expect(failures).toEqual([])
  })
}
