import { rowOf, type Screen } from './screen.ts'
import type { Seeded } from './seed.ts'

const files =
  (search = '') =>
  (seeded: Seeded) =>
    `/files?org=${seeded.harbour}${search}`

/** Who may do what, what was done, and one’s own account. */
export const administrationScreens: readonly Screen[] = [
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
