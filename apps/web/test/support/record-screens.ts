import { settledChoices } from './browser.ts'
import { rowOf, type Screen } from './screen.ts'

/** Lists, trees and forms of records, and the tools beside them. */
export const recordScreens: readonly Screen[] = [
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
]
