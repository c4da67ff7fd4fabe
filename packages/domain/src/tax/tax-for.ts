import { Exact } from '../resource/exact.ts'
import { applicableRates, type LeviableRate, type TaxPlace } from './applicable-rates.ts'
import { type Levy, leviesOf, sum } from './levies.ts'
import { shareOut, toCoins } from './money.ts'
import type { TaxAnswer, TaxedLine } from './tax-question.ts'

export interface TaxTerms extends TaxPlace {
  readonly rates: readonly LeviableRate[]
  /** Of the currency: 2 for cents. */
  readonly decimals: number
  readonly pricesIncludeTax: boolean
  /** Whether each line is rounded by itself, or the totals of the document and the lines so that they add up to them. */
  readonly rounding: 'line' | 'document'
}

/**
 * What is due on the lines of a document: net price, each tax and gross price, in the currency's decimals and never in floating
 * point. On every line and in the totals net and tax make gross exactly, and lines make totals. Out of a price with tax in it
 * each tax is computed from the exact net price, and the net is what they leave.
 */
export function taxFor(lines: readonly TaxedLine[], terms: TaxTerms): TaxAnswer {
  const leviesByCategory = new Map<string | null, Levy[]>()
  const sales = lines.map(({ amount, quantity = '1', taxCategory = null }): Sale => {
    const levies =
      leviesByCategory.get(taxCategory) ?? leviesOf(applicableRates(terms.rates, terms, taxCategory), terms)
    leviesByCategory.set(taxCategory, levies)
    return { price: new Exact(amount).times(quantity), levies }
  })
  const due = terms.rounding === 'line' ? sales.map((sale) => roundedLine(sale, terms)) : roundedDocument(sales, terms)
  return {
    lines: due.map((line) => ({ ...written(line, terms), rates: line.taxes.map((tax) => told(tax, terms)) })),
    ...written({ base: sum(due.map(({ base }) => base)), taxes: due.flatMap(({ taxes }) => taxes) }, terms),
  }
}

/** A line: what it costs as the price is given, and what is levied on it. */
interface Sale {
  readonly price: Exact
  readonly levies: readonly Levy[]
}

interface Tax {
  readonly rate: LeviableRate
  readonly tax: Exact
}

/** `base` is the gross price where prices include tax, the net price otherwise. */
interface Due {
  readonly base: Exact
  readonly taxes: readonly Tax[]
}

type Terms = Pick<TaxTerms, 'decimals' | 'pricesIncludeTax'>

const exactTaxes = (base: Exact, levies: readonly Levy[]): Tax[] =>
  levies.map(({ rate, share }) => ({ rate, tax: base.times(share) }))

function roundedLine({ price, levies }: Sale, terms: Terms): Due {
  const base = toCoins(price, terms.decimals)
  const taxes = exactTaxes(base, levies)
  return { base, taxes: taxes.map(({ rate, tax }) => ({ rate, tax: toCoins(tax, terms.decimals) })) }
}

function roundedDocument(sales: readonly Sale[], terms: Terms): Due[] {
  const { decimals } = terms
  const shared = (parts: readonly Exact[]) => shareOut(toCoins(sum(parts), decimals), parts, decimals)
  const exact = sales.map(({ price, levies }) => exactTaxes(price, levies))
  const bases = shared(sales.map(({ price }) => price))
  const taxes = exact.map((): Tax[] => [])
  for (const rate of new Set(exact.flat().map((tax) => tax.rate))) {
    const levied = exact.flatMap((line, at) => line.flatMap((tax) => (tax.rate === rate ? { at, tax: tax.tax } : [])))
    shared(levied.map(({ tax }) => tax)).forEach((tax, part) => {
      taxes[levied[part]?.at ?? 0]?.push({ rate, tax })
    })
  }
  return bases.map((base, at) => ({ base, taxes: inOrderOf(sales[at]?.levies ?? [], taxes[at] ?? []) }))
}

const inOrderOf = (levies: readonly Levy[], taxes: readonly Tax[]): Tax[] =>
  levies.flatMap(({ rate }) => taxes.find((tax) => tax.rate === rate) ?? [])

function written({ base, taxes }: Due, { decimals, pricesIncludeTax }: Terms) {
  const tax = sum(taxes.map((levied) => levied.tax))
  const [net, gross] = pricesIncludeTax ? [base.minus(tax), base] : [base, base.plus(tax)]
  return { net: net.toFixed(decimals), tax: tax.toFixed(decimals), gross: gross.toFixed(decimals) }
}

const told = ({ rate: { id, name, rate }, tax }: Tax, { decimals }: Terms) => ({
  id,
  name,
  rate,
  tax: tax.toFixed(decimals),
})
