import { join } from 'node:path'
import { checkBoundaries } from '../check-boundaries.mjs'
import { checkEngines } from '../check-engines.mjs'
import { root } from './paths.mjs'
import { runCommand } from './run-command.mjs'
import { turbo } from './turbo.mjs'
import { runVitest } from './vitest-step.mjs'

/**
 * What came of a step.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {string[]} failures a text each, for people
 * @property {string[]} skipped the reason of each
 */

/**
 * Everything `npm test` checks, the quick ones first. A step that is not a suite counts as one check.
 *
 * @type {Record<string, () => Promise<Outcome>>}
 */
export const steps = {
  lint: () => tool('biome', ['ci', '--colors=off', '--max-diagnostics=20']),
  boundaries: async () => oneCheck(checkBoundaries(root)),
  engines: async () => oneCheck(checkEngines(root)),
  types: async () => fromCommand(await turbo('typecheck')),
  unused: () => tool('knip', ['--no-progress']),
  build: async () => fromCommand(await turbo('build')),
  unit: () => runVitest('unit'),
  integration: () => onBuild('integration'),
  browser: () => onBuild('browser'),
}

/**
 * Some of these suites start what `npm start` does.
 *
 * @param {string} project of vitest's
 */
async function onBuild(project) {
  const { code, output } = await turbo('build')
  return code === 0 ? runVitest(project) : oneCheck([`not run, since the build failed:\n${output}`])
}

/**
 * @param {string} program from node_modules
 * @param {string[]} args
 */
async function tool(program, args) {
  return fromCommand(await runCommand(join(root, 'node_modules', '.bin', program), args, { output: 'collect' }))
}

/** @param {{ code: number, output: string }} result */
function fromCommand({ code, output }) {
  return oneCheck(code === 0 ? [] : [output.trim()])
}

/**
 * @param {string[]} problems
 * @returns {Outcome}
 */
function oneCheck(problems) {
  const failures = problems.length > 0 ? [problems.join('\n')] : []
  return { passed: failures.length === 0 ? 1 : 0, failures, skipped: [] }
}
