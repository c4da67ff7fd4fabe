import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { textTable } from '../demo/text-table.ts'
import { root } from '../lib/paths.mjs'
import { type Bench, type Finding, isMet } from './bench.ts'

/** For programs: one line per budget. */
export const findingLine = ({ name, value, budget }: Finding): string =>
  `bench ${name} ratio=${number(value)} budget=${budget}`

/** For people at a terminal. */
export const findingTable = (findings: readonly Finding[]): string =>
  textTable(
    [
      { title: 'budget' },
      { title: 'measured', isNumber: true },
      { title: 'wanted', isNumber: true },
      { title: '' },
      { title: 'ours', isNumber: true },
      { title: 'limit', isNumber: true },
    ],
    findings.map((finding) => [
      finding.name,
      number(finding.value),
      wanted(finding),
      isMet(finding) ? 'met' : 'MISSED',
      finding.ours,
      finding.limit,
    ]),
  )

const begin = '<!-- measured: written by npm run bench -->'
const end = '<!-- /measured -->'

/** Renews the measured part of docs/benchmarks.md; the words around it are written by people. */
export async function writeDocument(
  findings: readonly Finding[],
  benches: readonly Bench[],
  date: string,
): Promise<void> {
  const path = join(root, 'docs', 'benchmarks.md')
  const document = await readFile(path, 'utf8')
  const start = document.indexOf(begin)
  const stop = document.indexOf(end)
  if (start < 0 || stop < start) throw new Error(`${path} has lost the marks around its measured part`)
  await writeFile(
    path,
    `${document.slice(0, start)}${begin}\n${section(findings, benches, date)}\n${document.slice(stop)}`,
  )
}

function section(findings: readonly Finding[], benches: readonly Bench[], date: string): string {
  const [cpu] = cpus()
  const machine = `${cpus().length} x ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}, ${process.platform}`
  const rows = findings.map(
    (finding) =>
      `| \`${finding.name}\` | ${aboutOf(finding, benches)} | ${number(finding.value)} | ${wanted(finding)} | ${isMet(finding) ? 'met' : '**missed**'} | ${finding.ours} | ${finding.limit} |`,
  )
  return [
    '',
    `Measured ${date} on ${machine}.`,
    '',
    '| budget | work | measured | wanted | | ours | limit |',
    '|---|---|---:|---:|---|---:|---:|',
    ...rows,
    '',
  ].join('\n')
}

const aboutOf = ({ name }: Finding, benches: readonly Bench[]) =>
  benches.find(({ names }) => names.includes(name))?.about ?? ''

const wanted = ({ budget, sense }: Finding) => `${sense === 'at least' ? '≥' : '≤'} ${budget}`

const number = (value: number) => (value >= 20 ? value.toFixed(0) : value.toFixed(2))
