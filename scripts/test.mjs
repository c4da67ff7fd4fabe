import { parseArgs } from 'node:util'
import { allOrThrow } from './lib/all-or-throw.mjs'
import { bootstrap } from './lib/bootstrap.mjs'
import { Interrupted, Problem, runMain } from './lib/problem.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'

/** On CI a check that did not run is a check that failed. */
const isCi = process.env.CI === 'true'

const besideTypes = ['lint', 'boundaries', 'engines', 'unused']

/** `npm test`: every check there is, or some: `npm test -- --only lint,unit`. */
await runMain(async () => {
  await bootstrap()
  const { steps } = await import('./lib/steps.mjs') // Its tools are there from here on.
  const chosen = chooseSteps(Object.keys(steps))
  const missing = await ensureSystemPackages(chosen)

  /** @type {import('./lib/steps.mjs').Outcome} */
  const total = { passed: 0, failures: [], skipped: missing.map(explainMissing) }
  /** @param {string[]} names one after the other */
  const run = async (names) => {
    for (const [name, step] of Object.entries(steps).filter(([name]) => names.includes(name))) {
      const lacks = missing.find((item) => item.isEssential && item.steps.includes(name))
      if (lacks) {
        total.skipped.push(`${name}: cannot run without ${lacks.name}`)
        continue
      }
      const { passed, failures, skipped } = await timed(name, step)
      total.passed += passed
      total.failures.push(...failures.map((failure) => `${name}: ${failure}`))
      total.skipped.push(...skipped.map((reason) => `${name}: ${reason}`))
    }
  }
  // Types are checked by one thread, about as long as all that is quick takes another.
  await allOrThrow([
    run(chosen.filter((name) => name === 'types')),
    run(chosen.filter((name) => besideTypes.includes(name))),
  ])
  await run(chosen.filter((name) => name !== 'types' && !besideTypes.includes(name)))
  return conclude(total)
})

/** @param {string[]} all */
function chooseSteps(all) {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
  const chosen = only ? only.split(',') : all
  const unknown = chosen.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Problem(`No such check: ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  return chosen
}

/** @param {import('./lib/system-packages.mjs').TestPackage} item */
function explainMissing({ name, purpose }) {
  return `${name} is not installed, so ${purpose} is not tested (Debian: sudo apt-get install ${name})`
}

/**
 * @param {string} name
 * @param {() => Promise<import('./lib/steps.mjs').Outcome>} step
 */
async function timed(name, step) {
  const startedAt = performance.now()
  const outcome = await step().catch(failureOf)
  const { passed, failures, skipped } = outcome
  const counts = `${passed} passed${failures.length ? `, ${failures.length} failed` : ''}${skipped.length ? `, ${skipped.length} skipped` : ''}`
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${failures.length ? '✗' : '✓'} ${name.padEnd(12)} ${counts.padEnd(34)} ${seconds.padStart(6)} s`)
  return outcome
}

/**
 * A step that breaks is a check that failed: the others still run.
 *
 * @param {Error} error
 * @returns {import('./lib/steps.mjs').Outcome}
 */
function failureOf(error) {
  if (error instanceof Interrupted) throw error
  return { passed: 0, failures: [error.stack ?? error.message], skipped: [] }
}

/**
 * Says what went wrong, then the sum as the last line.
 *
 * @param {import('./lib/steps.mjs').Outcome} total
 * @returns {number} the exit code
 */
function conclude({ passed, failures, skipped }) {
  for (const failure of failures) console.log(`\n✗ ${failure}`)
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((reason) => `  ${reason}`).join('\n')}`)
  const sum = [
    `${passed} passed`,
    `${failures.length} failed`,
    ...(skipped.length ? [`${skipped.length} skipped`] : []),
  ]
  console.log(`\n${sum.join(', ')}`)
  return failures.length > 0 || (isCi && skipped.length > 0) ? 1 : 0
}
