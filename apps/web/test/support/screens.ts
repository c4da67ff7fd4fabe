import type { Page } from 'playwright-core'
import { paste, settledChoices } from './browser.ts'
import type { Seeded } from './seed.ts'
import type { SeededStorage } from './seed-storage.ts'

export interface Screen {
  /** The name of its picture as well. */
  readonly name: string
  readonly path: (seeded: Seeded, stored: SeededStorage) => string
  /** Shown to people who are not signed in. */
  readonly isOpen?: boolean
  /** Brings it into the state worth looking at. */
  prepare(page: Page): Promise<void>
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const files =
  (search = '') =>
  (seeded: Seeded) =>
    `/files?org=${seeded.harbour}${search}`

/** Every screen, as the tests and the gallery look at it. */
export const screens: readonly Screen[] = [
  {
    name: 'sign-in',
    isOpen: true,
    path: () => '/signin',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
    },
  },
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
    name: 'trash',
    path: () => '/trash',
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor()
    },
  },
  {
    name: 'products',
    path: ({ harbour }) => `/products?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Quay lamp 2040 lm').waitFor()
    },
  },
  {
    name: 'product',
    path: ({ harbour }) => `/products?org=${harbour}&q=2040`,
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Quay lamp 2040 lm' }).click()
      await page.getByRole('complementary', { name: 'Product' }).getByRole('textbox', { name: 'SKU' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'product-page',
    path: ({ harbour }) => `/products?org=${harbour}&q=2040&full=1`,
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Quay lamp 2040 lm' }).click()
      await page.getByRole('heading', { name: 'Quay lamp 2040 lm', level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'contact',
    path: ({ harbour }) => `/contacts?org=${harbour}`,
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Ilse Brandt' }).click()
      await page.getByRole('complementary', { name: 'Contact' }).getByRole('textbox', { name: 'First name' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'organizations',
    path: () => '/organizations',
    prepare: async (page) => {
      await rowOf(page, 'Meridian Harbour').waitFor()
    },
  },
  {
    name: 'categories',
    path: ({ harbour }) => `/categories?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Cardinal').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'stock-locations',
    path: ({ harbour }) => `/stock-locations?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Rack 10').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'warehouses',
    path: ({ harbour }) => `/warehouses?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'North quay store').waitFor()
    },
  },
  {
    name: 'contacts',
    path: ({ harbour }) => `/contacts?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Ilse Brandt').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'documents',
    path: ({ harbour }) => `/documents?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Offer 2026-118').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'tags',
    path: ({ harbour }) => `/tags?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'mooring').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'custom-fields',
    path: ({ harbour }) => `/custom-field-definitions?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Breaking load').waitFor()
      await page.getByRole('link', { name: 'Material' }).click()
      await page.getByRole('dialog').getByText('How it will look').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'tax-calculator',
    path: ({ harbour }) => `/tax-rates?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'VAT 19 %').waitFor()
      await page.getByRole('button', { name: 'Calculate' }).click()
      const pane = page.getByRole('complementary', { name: 'Tax calculator' })
      await pane
        .getByRole('textbox', { name: 'Where' })
        .or(pane.getByRole('combobox', { name: 'Where' }))
        .first()
        .fill('Germany')
      await settledChoices(page).waitFor()
      await page.getByRole('option', { name: 'Germany' }).first().click()
      await pane
        .getByRole('textbox', { name: 'Currency' })
        .or(pane.getByRole('combobox', { name: 'Currency' }))
        .first()
        .fill('Euro')
      await settledChoices(page).waitFor()
      await page.getByRole('option', { name: /^Euro/ }).first().click()
      await pane.getByText('119.00').first().waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'units',
    path: () => '/uoms',
    prepare: async (page) => {
      await page.getByRole('grid').getByRole('row').nth(1).waitFor()
      await page.getByRole('button', { name: 'Convert' }).click()
      await page
        .getByRole('complementary', { name: 'Unit converter' })
        .getByRole('textbox', { name: 'Value' })
        .waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'statuses',
    path: () => '/statuses',
    prepare: async (page) => {
      await rowOf(page, 'Discontinued').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'tax-jurisdictions',
    path: () => '/tax-jurisdictions',
    prepare: async (page) => {
      await rowOf(page, 'Afghanistan').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  ...['organization-types', 'currencies', 'countries', 'subdivisions', 'languages', 'time-zones', 'tax-categories'].map(
    (plural): Screen => ({
      name: plural,
      path: () => `/${plural}`,
      prepare: async (page) => {
        await page.getByRole('grid').getByRole('row').nth(1).waitFor()
        await page.waitForLoadState('networkidle')
      },
    }),
  ),
  {
    name: 'jobs',
    path: ({ harbour }) => `/data-jobs?org=${harbour}`,
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'members',
    path: () => '/members',
    prepare: async (page) => {
      await rowOf(page, 'ada').waitFor()
    },
  },
  {
    name: 'invitations',
    path: ({ harbour }) => `/members?org=${harbour}&show=invitations`,
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Invitations', level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'roles',
    path: ({ harbour }) => `/roles?org=${harbour}`,
    prepare: async (page) => {
      await rowOf(page, 'Viewer').waitFor()
    },
  },
  {
    name: 'role',
    path: ({ harbour }) => `/roles?org=${harbour}`,
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Member', exact: true }).click()
      await page.getByRole('table', { name: 'What this role may do' }).waitFor()
    },
  },
  {
    name: 'explain',
    path: ({ harbour }) => `/explain?org=${harbour}&resource=product&action=delete`,
    prepare: async (page) => {
      await page.getByText('Allowed.', { exact: true }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'audit',
    path: ({ harbour }) => `/audit?org=${harbour}`,
    prepare: async (page) => {
      await page.getByRole('grid', { name: 'Audit trail' }).getByRole('row').nth(1).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'audit-entry',
    path: ({ harbour }) => `/audit?org=${harbour}&kind=product&q=Quay`,
    prepare: async (page) => {
      await page.getByRole('link', { name: 'Quay lamp 2040 lm' }).first().click()
      await page.getByRole('complementary', { name: 'Audit entry' }).getByRole('table').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'reset',
    isOpen: true,
    path: () => '/reset',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Send the link' }).waitFor()
    },
  },
  {
    name: 'profile',
    path: () => '/account/profile',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Save changes' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'two-step',
    path: () => '/account/security',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Set up' }).click()
      await page.getByRole('img', { name: /^QR code/ }).waitFor()
    },
  },
  {
    name: 'sessions',
    path: () => '/account/sessions',
    prepare: async (page) => {
      await page.getByText('This device').waitFor()
    },
  },
  {
    name: 'new-key',
    path: () => '/account/keys',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'New API key' }).click()
      await page.getByRole('dialog').getByRole('radio', { name: 'Read only' }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'palette',
    path: files(),
    prepare: async (page) => {
      await rowOf(page, 'Meeting notes week 47.md').waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('textbox').fill('harb')
      await page.getByRole('dialog').getByText('Harbour chart 2026 (digital)').waitFor()
    },
  },
  {
    name: 'not-found',
    path: () => '/nowhere',
    prepare: async (page) => {
      await page.getByText('There is no such page').waitFor()
    },
  },
]
