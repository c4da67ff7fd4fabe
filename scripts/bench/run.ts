/** Measures the budgets of the design, each against its limit in the same run: what `npm run bench` calls. */
import { once } from 'node:events'
import { GroundworkError } from '@groundwork/client'
import type { Finding } from './bench.ts'
import { benches } from './benches/all.ts'
import { openLab } from './lab/open-lab.ts'
import { untilQuiet } from './measure/until-quiet.ts'
import { readOptions, usage } from './options.ts'
import { profileCalls } from './profile/profile-calls.ts'
import { recordFindings } from './record.ts'
import { findingLine, findingTable } from './report.ts'

/** Where no product is looked at. */
const fewProducts = 1_000

async function main(): Promise<void> {
  const { only, isRecorded, effort, products, date, profile } = readOptions(process.argv.slice(2))
  const chosen = benches.filter(({ names }) => only.length === 0 || names.some((name) => only.includes(name)))
  if (!chosen.length) throw new Error(`No bench is called ${only.join(', ')}. ${usage}`)

  const stopped = new AbortController()
  const interrupted = once(stopped.signal, 'abort').then(() => Promise.reject(stopped.signal.reason))
  interrupted.catch(() => undefined)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopped.abort(new Error(`Stopped by ${signal}`)))
  }

  const findings: Finding[] = []
  for (const hasScanner of [false, true]) {
    const group = chosen.filter(({ needsScanner = false }) => needsScanner === hasScanner)
    if (!group.length) continue
    const size = hasScanner ? fewProducts : products
    console.log(`Starting a Groundwork with ${size} products${hasScanner ? ' and a scanner' : ''} ...`)
    const lab = await openLab({ products: size, hasScanner, signal: stopped.signal })
    try {
      if (profile) return await Promise.race([profileCalls(lab, profile, effort), interrupted])
      for (const bench of group) {
        const measured = untilQuiet(lab.workerPid).then(() => bench.run(lab, effort))
        const found = await Promise.race([measured, interrupted])
        for (const finding of found) console.log(findingLine(finding))
        findings.push(...found)
      }
    } finally {
      await lab.stop()
    }
  }
  console.log(`\n${findingTable(findings)}`)
  if (isRecorded) await recordFindings(findings, benches, date)
  else console.log('\nNot recorded: docs/benchmarks.md stays as it is.')
}

try {
  await main()
} catch (error) {
  console.error(error instanceof GroundworkError ? { ...error, stack: error.stack } : error)
  // What was interrupted may still be running.
  process.exit(1)
}
