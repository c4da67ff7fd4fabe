import type { Locator, Page } from 'playwright-core'
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

export const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name })
