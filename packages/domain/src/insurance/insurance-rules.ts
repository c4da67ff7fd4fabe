import type { Rule } from '../resource/define-resource.ts'

/** Days are ISO text, so that their order is that of texts. */
export const beginsBeforeItEnds = (first: string, last: string): Rule => ({
  field: last,
  message: 'Lies before the day that it follows',
  isBroken: ({ [first]: one, [last]: other }) => typeof one === 'string' && typeof other === 'string' && other < one,
})

/** An amount without its currency is no money. */
export const moneyHasCurrency = (...amounts: readonly string[]): Rule => ({
  field: 'currency',
  message: 'An amount needs its currency',
  isBroken: (row) => isEmpty(row.currency) && amounts.some((amount) => !isEmpty(row[amount])),
})

const isEmpty = (value: unknown) => value === null || value === undefined
