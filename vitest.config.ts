import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/lib/longest-first.ts'
import { mockingTests } from './scripts/lib/mocking-tests.ts'

const globalSetup = './scripts/test-services.mjs'
const integration = {
  globalSetup: [globalSetup, './scripts/test-programs.mjs'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
}
// Thousands of generated cases take seconds on a busy machine, and are no proof of anything then.
const unit = { testTimeout: 30_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    slowTestThreshold: 2000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          include: ['{packages,apps}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: [...configDefaults.exclude, ...mockingTests.unit],
          // Loading the packages anew for each of hundreds of files took longer than what most of them test.
          isolate: false,
        },
      },
      {
        test: { ...unit, name: 'unit-apart', include: [...mockingTests.unit] },
      },
      {
        test: {
          ...integration,
          name: 'integration',
          include: ['{packages,apps}/*/test/**/*.int.test.ts'],
          exclude: [...configDefaults.exclude, ...mockingTests.integration],
          // Loading the whole server anew for each of two hundred files took as long as what most of them test. Each has a
          // database, a folder and services of its own; what they share is code.
          isolate: false,
        },
      },
      {
        test: { ...integration, name: 'integration-apart', include: [...mockingTests.integration] },
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
          // As above: each suite has a stack and a Chromium of its own, and loads no module that another has loaded.
          isolate: false,
        },
      },
    ],
  },
})
