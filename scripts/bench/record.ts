import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { markdownTable } from '../demo/text-table.ts'
import { root } from '../lib/paths.mjs'
import { type Bench, type Finding, isMet } from './bench.ts'
import { number, wanted } from './report.ts'

/** A budget as it was measured last. */
interface Measured extends Finding {
  /** The day, as in 2026-11-21. */
  readonly day: string
  /** Of which code; with a plus sign if it was changed since. Empty where nobody wrote it down. */
  readonly commit: string
  readonly machine: string
}

const record = join(root, 'docs', 'benchmarks.json')
const document = join(root, 'docs', 'benchmarks.md')
const begin = '<!-- measured: written by npm run bench -->'
const end = '<!-- /measured -->'

/**
 * Renews what docs/benchmarks.json holds of these budgets, and from all that it holds the measured part of docs/benchmarks.md. What was
 * not measured this time stays, with the day and the code it was measured on. The words around it are written by people.
 */
export async function recordFindings(
  findings: readonly Finding[],
  benches: readonly Bench[],
  day: string,
): Promise<void> {
  const before = JSON.parse(await readFile(record, 'utf8')) as Measured[]
  const circumstances = { day, commit: commitOf(), machine: machine() }
  const now = findings.map((finding) => ({ ...finding, ...circumstances }))
  const all = renewed(
    before,
    now,
    benches.flatMap(({ names }) => names),
  )
  await writeFile(record, `${JSON.stringify(all, null, 2)}\n`)
  const words = await readFile(document, 'utf8')
  const [start, stop] = [words.indexOf(begin), words.indexOf(end)]
  if (start < 0 || stop < start) throw new Error(`${document} has lost the marks around its measured part`)
  await writeFile(document, `${words.slice(0, start)}${begin}\n\n${measuredPart(all, benches)}\n\n${words.slice(stop)}`)
}

/** In the order of the benches. A budget that no bench has any more is gone; one that this machine could not measure is as it was. */
export function renewed(
  before: readonly Measured[],
  now: readonly Measured[],
  order: readonly string[],
): readonly Measured[] {
  const last = new Map(before.map((one) => [one.name, one]))
  for (const one of now) if (Number.isFinite(one.value)) last.set(one.name, one)
  return order.flatMap((name) => last.get(name) ?? [])
}

function measuredPart(all: readonly Measured[], benches: readonly Bench[]): string {
  const machines = [...new Set(all.map((one) => one.machine))]
  return [
    markdownTable(
      [
        { title: 'budget' },
        { title: 'measured', isNumber: true },
        { title: 'wanted', isNumber: true },
        { title: 'verdict' },
        { title: 'ours', isNumber: true },
        { title: 'limit', isNumber: true },
        { title: 'measured on' },
      ],
      all.map((one) => [
        `\`${one.name}\``,
        number(one.value),
        wanted(one),
        isMet(one) ? 'met' : '**missed**',
        one.ours,
        one.limit,
        [one.day, one.commit].filter(Boolean).join(', '),
      ]),
    ),
    `On ${machines.join('; ')}.`,
    'What each of them is:',
    benches.map(({ names, about }) => `- ${names.map((name) => `\`${name}\``).join(', ')}: ${about}`).join('\n'),
  ].join('\n\n')
}

const machine = () =>
  `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}, ${process.platform}`

/** Of a checkout without git there is none to name. */
function commitOf(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== ''
    return git('rev-parse', '--short=7', 'HEAD') + (isChanged ? '+' : '')
  } catch {
    return ''
  }
}
