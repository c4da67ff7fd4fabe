import { Exact } from '../resource/exact.ts'
import type { LeviableRate } from './applicable-rates.ts'

/** What one rate takes of a price of 1. */
export interface Levy {
  readonly rate: LeviableRate
  readonly share: Exact
}

/**
 * Takes rates with lower priorities first. A compound one is levied on the net price and on all taxes of lower priority; rates
 * of one priority are never levied on each other.
 */
export function leviesOf(rates: readonly LeviableRate[], { pricesIncludeTax }: PriceTerms): Levy[] {
  const levies: Levy[] = []
  for (const rate of rates) {
    const below = rate.isCompound ? levies.filter((levy) => levy.rate.priority < rate.priority) : []
    levies.push({
      rate,
      share: sum(below.map(({ share }) => share))
        .plus(1)
        .times(rate.rate),
    })
  }
  if (!pricesIncludeTax) return levies
  const gross = sum(levies.map(({ share }) => share)).plus(1)
  return levies.map(({ rate, share }) => ({ rate, share: share.div(gross) }))
}

export interface PriceTerms {
  /** Whether prices are gross ones. */
  readonly pricesIncludeTax: boolean
}

export const sum = (amounts: readonly Exact[]): Exact =>
  amounts.reduce((total, amount) => total.plus(amount), new Exact(0))
