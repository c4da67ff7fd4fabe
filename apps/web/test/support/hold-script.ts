import type { Page } from 'playwright-core'

/** A script of the page that is on its way until it is let go. */
export async function holdScript(page: Page, script: RegExp): Promise<() => void> {
  let release = () => undefined as unknown
  const released = new Promise((resolve) => (release = () => resolve(undefined)))
  await page.route(script, (route) => released.then(() => route.fallback()))
  return () => release()
}
