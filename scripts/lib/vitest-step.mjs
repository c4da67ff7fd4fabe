import { mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readJson } from './json-file.mjs'
import { root } from './paths.mjs'
import { runCommand } from './run-command.mjs'

/**
 * Runs one of vitest's projects, and the part of it that runs apart, and counts its tests.
 *
 * @param {string} project
 * @returns {Promise<import('./steps.mjs').Outcome>}
 */
export async function runVitest(project) {
  const report = join(root, '.data', 'test-reports', `${project}.json`)
  mkdirSync(join(report, '..'), { recursive: true })
  rmSync(report, { force: true })

  const args = ['run', `--project=${project}*`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
  const { code } = await runCommand(join(root, 'node_modules', '.bin', 'vitest'), args, { env })
  return countTests(readJson(report), code)
}

/**
 * @param {any} report as vitest's JSON reporter writes it; undefined when vitest did not get that far
 * @param {number} code vitest's exit code
 * @returns {import('./steps.mjs').Outcome}
 */
export function countTests(report, code) {
  /** @type {import('./steps.mjs').Outcome} */
  const outcome = { passed: 0, failures: [], skipped: [] }
  for (const { name: file, status, message, assertionResults } of report?.testResults ?? []) {
    const path = relative(root, file)
    for (const test of assertionResults) {
      const name = `${path}: ${test.fullName.trim()}`
      if (test.status === 'passed') outcome.passed += 1
      else if (test.status === 'failed')
        outcome.failures.push(`${name}\n${firstLines(test.failureMessages.join('\n'))}`)
      else outcome.skipped.push(`${name} (switched off in the test)`)
    }
    const failedAsWhole =
      status === 'failed' && !assertionResults.some((/** @type {any} */ test) => test.status === 'failed')
    if (failedAsWhole) outcome.failures.push(`${path}\n${firstLines(message)}`)
  }
  if (code !== 0 && outcome.failures.length === 0)
    outcome.failures.push(`vitest ended with exit code ${code}; see above`)
  return outcome
}

/** @param {string} text */
function firstLines(text) {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n')
}
