import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { bundlePrograms } from './lib/bundle-programs.mjs'
import { root } from './lib/paths.mjs'

/** Where it lies in the checkout, by the name that its tests know it by. */
const programs = {
  api: 'apps/api/src/main.ts',
  'crash-child': 'packages/services/test/crash/crash-child.ts',
  'data-job-child': 'packages/services/test/crash/data-job-child.ts',
  'import-child': 'packages/services/test/crash/import-child.ts',
}

/**
 * vitest's global setup of the integration tests, after the services': bundles the programs that tests start in order to kill
 * them, dozens of times each. Loading them from their sources took three times as long as from one file. Tests find them in
 * the environment: TEST_PROGRAMS, the folder that has `crash-child.js` and the others.
 *
 * @param {import('vitest/node').TestProject} project
 */
export async function setup(project) {
  if (process.env.TEST_PROGRAMS) return // By another project of this run.
  const folder = join(process.env.TMPDIR ?? '', 'programs')
  mkdirSync(folder)
  // It lies outside the checkout, and finds its packages all the same.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const entries = Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(root, path)]))
  const bundle = () => bundlePrograms(entries, folder)
  await bundle()
  project.onTestsRerun(async () => void (await bundle()))
  process.env.TEST_PROGRAMS = folder
}
