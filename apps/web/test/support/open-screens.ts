import type { Screen } from './screen.ts'

/** What people see who are not signed in. */
export const openScreens: readonly Screen[] = [
  {
    name: 'sign-in',
    isOpen: true,
    path: () => '/signin',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
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
]
