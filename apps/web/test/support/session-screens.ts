import type { Page } from 'playwright-core'
import type { Screen } from './screen.ts'

const openSession = async (page: Page, name: RegExp) => {
  await page.getByRole('grid', { name: 'Import sessions' }).getByRole('link', { name }).click()
  await page.getByRole('complementary', { name: 'Import session' }).getByRole('list').first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** What an insurer sees of the files that its territories send. */
export const sessionScreens: readonly Screen[] = [
  {
    name: 'dashboard',
    path: ({ logistics }) => `/dashboard?org=${logistics}`,
    prepare: async (page) => {
      await page.getByRole('img', { name: /^Files by day/ }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'import-sessions',
    path: ({ logistics }) => `/import-sessions?org=${logistics}`,
    prepare: async (page) => {
      await page.getByRole('grid').getByRole('row').nth(3).waitFor()
    },
  },
  {
    name: 'import-session',
    path: ({ logistics }) => `/import-sessions?org=${logistics}`,
    prepare: (page) => openSession(page, /^Spain/),
  },
  {
    name: 'import-session-failed',
    path: ({ logistics }) => `/import-sessions?org=${logistics}`,
    prepare: (page) => openSession(page, /^France/),
  },
  {
    name: 'new-session',
    path: ({ logistics }) => `/import-sessions?org=${logistics}&open=new`,
    prepare: async (page) => {
      await page
        .getByRole('dialog', { name: 'New import session' })
        .getByRole('button', { name: 'Start session' })
        .waitFor()
    },
  },
  ...['clients', 'policies', 'claims'].map(
    (plural): Screen => ({
      name: plural,
      path: ({ logistics }) => `/${plural}?org=${logistics}`,
      prepare: async (page) => {
        await page.getByRole('grid').getByRole('row').nth(2).waitFor()
      },
    }),
  ),
]
