import type { Lab } from './lab/open-lab.ts'
import type { Comparison, Effort } from './measure/compare.ts'

/** One budget of the design, with what was measured. */
export interface Finding {
  readonly name: string
  readonly value: number
  readonly budget: number
  /** Ratios want to be high, times and memory low. */
  readonly sense: 'at least' | 'at most'
  readonly ours: string
  readonly limit: string
}

/** Measures one budget, or a few that come from the same work. */
export interface Bench {
  readonly names: readonly string[]
  readonly about: string
  /** Files are scanned meanwhile; else there is no scanner to compete with. */
  readonly needsScanner?: true
  run(lab: Lab, effort: Effort): Promise<Finding[]>
}

export const isMet = ({ value, budget, sense }: Finding): boolean =>
  sense === 'at least' ? value >= budget : value <= budget

/** Ours against the limit; `words` shows a rate to people. */
export const ratioFinding = (
  name: string,
  budget: number,
  { ratio, ours, limit }: Comparison,
  words = perSecondWords,
): Finding => ({ name, value: ratio, budget, sense: 'at least', ours: words(ours), limit: words(limit) })

/** Something that may not grow beyond its budget. Null when this machine cannot tell. */
export const ceilingFinding = (
  name: string,
  budget: number,
  value: number | null,
  ours: string,
  limit = '',
): Finding =>
  value === null
    ? { name, value: Number.NaN, budget, sense: 'at most', ours: 'measured on Linux only', limit }
    : { name, value, budget, sense: 'at most', ours, limit }

const round = (value: number) => (value >= 100 ? Math.round(value) : value.toFixed(1))
const perSecondWords = (rate: number): string => `${round(rate)} /s`
export const megabyteWords = (bytesPerSecond: number): string => `${round(bytesPerSecond / 1024 ** 2)} MB/s`
