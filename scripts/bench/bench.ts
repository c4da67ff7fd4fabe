import type { Lab } from './lab/open-lab.ts'
import type { Effort } from './measure/compare.ts'

/** One budget of the design, with what was measured. */
export interface Finding {
  readonly name: string
  readonly value: number
  readonly budget: number
  /** Ratios and rates want to be high, times and memory low. */
  readonly sense: 'at least' | 'at most'
  readonly ours: string
  readonly limit: string
}

/** Measures one budget, or a few that come from the same work. */
export interface Bench {
  readonly names: readonly string[]
  readonly about: string
  run(lab: Lab, effort: Effort): Promise<Finding[]>
}

export const isMet = ({ value, budget, sense }: Finding): boolean =>
  sense === 'at least' ? value >= budget : value <= budget

export const rate = (value: number, unit: string): string =>
  `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${unit}`
