import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guardFormula, unguardFormula } from './formula-guard.ts'

const dangerous = [
  ...['=1+1', '+1', '-1+1', '@sum', '\t=1', '\r=1', "'=1", "''@x", '=', '-'],
  ...['\uff1d1+1', '\uff0b1', '\uff0d1+1', '\uff20sum', "'\uff1d1"],
  ...[' =1+1', '\ufeff=1+1', '\u00a0@sum', '\ufeff +1', ' \uff1d1', "' =1", '\ufeff\t'],
]
it.each(dangerous)('guards %j', (text) => {
  expect(guardFormula(text)).toBe(`'${text}`)
  expect(unguardFormula(`'${text}`)).toBe(text)
})

it.each(['-5', '-0.25', '5', "'tis", "it's", 'a=b', ' a=b', '\ufeffa', '', ' ', "'"])('leaves %j alone', (text) => {
  expect(guardFormula(text)).toBe(text)
  expect(unguardFormula(text)).toBe(text)
})

it('is undone by reading, whatever the text', () => {
  const text = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\uff1d', '\ufeff', '\t', '\r', '\n', '1', 'a', ' '))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (given) => {
      expect(unguardFormula(guardFormula(given))).toBe(given)
      expect(/^\s*[=+@\uff1d\t\r]|^\s*-(?!\d+(\.\d+)?$)/.test(guardFormula(given))).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
