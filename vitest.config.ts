import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/lib/longest-first.ts'
import { mockingTests } from './scripts/lib/mocking-tests.ts'

const globalSetup = './scripts/test-services.mjs'
const integration = { globalSetup, testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    slowTestThreshold: 2000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          // Thousands of generated cases take seconds on a busy machine, and are no proof of anything then.
          testTimeout: 30_000,
          include: ['{packages,apps}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
        },
      },
      {
        test: {
          ...integration,
          name: 'integration',
          include: ['{packages,apps}/*/test/**/*.int.test.ts'],
          exclude: [...configDefaults.exclude, ...mockingTests],
          // Loading the whole server anew for each of two hundred files took as long as what most of them test. Each has a
          // database, a folder and services of its own; what they share is code.
          isolate: false,
        },
      },
      {
        test: { ...integration, name: 'integration-apart', include: [...mockingTests] },
      },
      {
        test: {
          name: 'browser',
          include: ['apps/web/test/**/*.browser.test.ts'],
          globalSetup: [globalSetup, './apps/web/test/support/seed-once.ts'],
          // A browser on a busy machine may lose a race that no person would notice. The report names whatever was tried again.
          retry: 1,
          // As long as a page may take to show anything else; vitest's own second is soon over on a busy machine.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
