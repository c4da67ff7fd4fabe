import { textTable } from '../demo/text-table.ts'
import { type Finding, isMet } from './bench.ts'

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

export const wanted = ({ budget, sense }: Finding) => `${sense === 'at least' ? '≥' : '≤'} ${budget}`

export const number = (value: number) => (value >= 20 ? value.toFixed(0) : value.toFixed(2))
