import type { Page, Route } from 'playwright-core'

/** The server answers the next question of a kind, and the answer stays on its way until it is let go. */
export function holdAnswer(page: Page, question: RegExp | ((url: URL) => boolean)) {
  let release = () => undefined as unknown
  const released = new Promise((resolve) => (release = () => resolve(undefined)))
  const asked = new Promise<void>((resolve, reject) => {
    const answered = async (route: Route) => {
      const response = await route.fetch()
      resolve()
      await released
      await route.fulfill({ response })
    }
    page.route(question, answered, { times: 1 }).catch(reject)
  })
  return { asked, release }
}
