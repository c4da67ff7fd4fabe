/** Where the lines behind columns of counts are: whole numbers that people count in, few enough to read. */
export interface CountScale {
  /** The highest line; no column is higher. */
  readonly top: number
  readonly lines: readonly number[]
}

const mostSteps = 4

export function countScale(highest: number): CountScale {
  const step = roundStep(Math.max(1, highest) / mostSteps)
  const steps = Math.max(1, Math.ceil(highest / step))
  return { top: steps * step, lines: Array.from({ length: steps + 1 }, (_, place) => place * step) }
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not smaller. */
function roundStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)))
  const times = [1, 2, 5].find((one) => one * power >= least) ?? 10
  return times * power
}
