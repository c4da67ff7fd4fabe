import { expect, it } from 'vitest'
import { finishedLines, isAnswerable, percentOf, type TaxQuestion } from './tax-question.ts'

it.each([
  ['0.2', '20 %'],
  ['0.0825', '8.25 %'],
  ['0.05', '5 %'],
  ['0', '0 %'],
  ['1', '100 %'],
  ['0.09975', '9.975 %'],
])('a rate of %s is read as %s', (rate, percent) => {
  expect(percentOf(rate)).toBe(percent)
})

const question: TaxQuestion = {
  jurisdiction: 'AT',
  date: '2026-11-21',
  currency: 'EUR',
  pricesIncludeTax: false,
  rounding: 'line',
  lines: [
    { key: 1, amount: '9.90', quantity: '2', taxCategory: null },
    { key: 2, amount: '', quantity: '1', taxCategory: null },
    { key: 3, amount: '1e3', quantity: '1', taxCategory: null },
  ],
}

it('asks only about lines that are finished', () => {
  expect(finishedLines(question).map(({ key }) => key)).toEqual([1])
})

it('asks nothing before it knows where, in what and about what', () => {
  expect(isAnswerable(question)).toBe(true)
  expect(isAnswerable({ ...question, jurisdiction: null })).toBe(false)
  expect(isAnswerable({ ...question, lines: question.lines.slice(1) })).toBe(false)
})
