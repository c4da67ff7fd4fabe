import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guardFormula, unguardFormula } from './formula-guard.ts'

it.each(['=1+1', '+1', '-1+1', '@sum', '\t=1', '\r=1', "'=1", "''@x", '=', '-'])('guards %j', (text) => {
  expect(guardFormula(text)).toBe(`'${text}`)
  expect(unguardFormula(`'${text}`)).toBe(text)
})

it.each(['-5', '-0.25', '5', "'tis", "it's", 'a=b', '', "'"])('leaves %j alone', (text) => {
  expect(guardFormula(text)).toBe(text)
  expect(unguardFormula(text)).toBe(text)
})

it('is undone by reading, whatever the text', () => {
  const text = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '1', 'a', ' '))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (given) => {
      expect(unguardFormula(guardFormula(given))).toBe(given)
      expect(/^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(guardFormula(given))).toBe(false)
    }),
  )
})
