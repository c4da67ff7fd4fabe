import { paste } from './browser.ts'
import { rowOf, type Screen } from './screen.ts'
import type { Seeded } from './seed.ts'

const files =
  (search = '') =>
  (seeded: Seeded) =>
    `/files?org=${seeded.harbour}${search}`

/** The file manager, in its ways of showing and its states. */
export const fileScreens: readonly Screen[] = [
  {
    name: 'files',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Gate chime.wav').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'grid',
    path: files('&view=grid'),
    prepare: async (page) => {
      await page.getByRole('gridcell').first().waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'folder',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Contracts').dblclick()
      await page.getByRole('heading', { name: 'Contracts', level: 1 }).waitFor()
      await rowOf(page, '2026').waitFor()
    },
  },
  {
    name: 'empty-folder',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Tide tables').dblclick()
      await page.getByText('This folder is empty').waitFor()
    },
  },
  {
    name: 'selection',
    path: files('&sort=originalFilename'),
    prepare: async (page) => {
      await rowOf(page, 'Gate chime.wav').waitFor()
      await page.getByRole('grid').focus()
      await page.keyboard.press('Control+a')
      await page.getByText(/^\d+ selected$/).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'upload-refused',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Gate chime.wav').waitFor()
      await paste(page, 'installer.exe')
      await page
        .getByRole('region', { name: 'Uploads' })
        .getByText(/are not accepted/)
        .waitFor()
    },
  },
  {
    name: 'conflict',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Gate chime.wav').waitFor()
      await paste(page, 'Packing list 7.txt', 'Packing list 12.txt')
      await page.getByRole('dialog', { name: 'Packing list 7.txt is already there' }).waitFor()
    },
  },
  {
    name: 'details',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Meeting notes week 47.md').waitFor()
      await page.getByRole('grid').focus()
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      await page.getByRole('complementary', { name: 'Details' }).getByText('SHA-256').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'filters',
    path: files('&kind=image&kind=document&size=..1048576'),
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Tags', exact: true }).click()
      await page.getByRole('checkbox', { name: 'harbour (2)' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'preview',
    path: files('&sort=originalFilename&kind=image'),
    prepare: async (page) => {
      await rowOf(page, 'Harbour at dusk.jpg').waitFor()
      await page.getByRole('grid').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Space')
      await page.getByRole('dialog').getByRole('img', { name: 'Harbour at dusk.jpg' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'table',
    path: files('&q=import'),
    prepare: async (page) => {
      await rowOf(page, 'Products for import.csv').waitFor()
      await page.getByRole('grid').focus()
      await page.keyboard.press('Space')
      await page.getByRole('dialog').getByRole('cell', { name: 'HT-1001' }).waitFor()
    },
  },
  {
    name: 'no-match',
    path: files('&q=nothing+of+that+name'),
    prepare: async (page) => {
      await page.getByText('No file matches').waitFor()
    },
  },
  {
    name: 'shared-with-me',
    path: () => '/shared',
    prepare: async (page) => {
      await page.getByText('Nothing is shared with you yet').waitFor()
    },
  },
  {
    name: 'trash',
    path: () => '/trash',
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor()
    },
  },
  {
    name: 'quarantine',
    path: () => '/quarantine',
    prepare: async (page) => {
      await page.getByText('Nothing is held back').waitFor()
    },
  },
]
