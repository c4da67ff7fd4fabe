import type { Page } from 'playwright-core'
import type { Screen } from './screen.ts'
import type { Seeded } from './seed.ts'
import type { SeededStorage } from './seed-storage.ts'

const pane = (page: Page) => page.getByRole('complementary', { name: 'Details' })

const detailsOf =
  (file: 'picture' | 'notes', tab?: 'versions' | 'activity') =>
  ({ harbour }: Seeded, stored: SeededStorage) =>
    `/files?org=${harbour}&folder=${stored.folder}&open=${stored[file]}${tab ? `&tab=${tab}` : ''}`

async function openSharing(page: Page, tab?: string): Promise<void> {
  await pane(page).getByRole('button', { name: 'Share…' }).click()
  await page.getByRole('list', { name: 'Shared with' }).waitFor()
  if (tab) await page.getByRole('tab', { name: tab }).click()
}

async function compare(page: Page): Promise<void> {
  await pane(page).getByRole('button', { name: 'Actions for version 1' }).click()
  await page.getByRole('menuitem', { name: 'Compare with the current version' }).click()
}

/** The page behind a link of this kind, once this heading stands on it. */
const linkScreen = (name: string, link: keyof SeededStorage['links'], heading: string): Screen => ({
  name,
  isOpen: true,
  path: (_, { links }) => links[link],
  prepare: async (page) => {
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
  },
})

/** What a storage shows of its files besides the list: sharing, versions, space, and what strangers see. */
export const storageScreens: readonly Screen[] = [
  {
    name: 'share',
    path: detailsOf('picture'),
    prepare: (page) => openSharing(page),
  },
  {
    name: 'new-link',
    path: detailsOf('picture'),
    prepare: async (page) => {
      await openSharing(page, 'Links')
      await page.getByText('For the insurer').waitFor()
      await page.getByRole('button', { name: 'New link' }).click()
      await page.getByRole('form', { name: 'New link' }).waitFor()
    },
  },
  {
    name: 'who-has-access',
    path: detailsOf('picture'),
    prepare: async (page) => {
      await openSharing(page, 'Who has access')
      await page.getByRole('list', { name: 'Who has access' }).waitFor()
    },
  },
  {
    name: 'versions',
    path: detailsOf('notes', 'versions'),
    prepare: async (page) => {
      await pane(page).getByText('As sent to the council').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'compare-text',
    path: detailsOf('notes', 'versions'),
    prepare: async (page) => {
      await compare(page)
      await page.getByRole('dialog').getByText('2 lines added, 1 line removed').waitFor()
    },
  },
  {
    name: 'compare-pictures',
    path: detailsOf('picture', 'versions'),
    prepare: async (page) => {
      await compare(page)
      await page.getByRole('dialog').getByRole('img').nth(1).waitFor()
    },
  },
  {
    name: 'activity',
    path: detailsOf('picture', 'activity'),
    prepare: async (page) => {
      await pane(page).getByRole('list', { name: 'History' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'legal-hold',
    path: detailsOf('notes'),
    prepare: async (page) => {
      await pane(page).getByRole('button', { name: 'Set legal hold…' }).click()
      await page.getByRole('dialog').getByLabel('Reason').waitFor()
    },
  },
  {
    name: 'quota',
    path: ({ harbour }) => `/files?org=${harbour}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: /of 100 GB used/ }).click()
      await page.getByRole('dialog', { name: 'Storage' }).getByRole('table').waitFor()
    },
  },
  {
    name: 'storage-settings',
    path: ({ harbour }) => `/storage?org=${harbour}`,
    prepare: async (page) => {
      await page.getByLabel('Days in the trash').waitFor()
      await page.getByRole('table').waitFor()
    },
  },
  linkScreen('link-file', 'file', 'Pier head.jpg'),
  linkScreen('link-password', 'password', 'This link has a password'),
  linkScreen('link-ended', 'ended', 'This link does not work'),
  linkScreen('link-folder', 'folder', 'Survey 2026'),
  linkScreen('link-upload', 'upload', 'Send files to “Send us your survey”'),
]
