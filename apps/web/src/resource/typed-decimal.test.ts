import { expect, it } from 'vitest'
import { typedDecimal } from './typed-decimal.ts'

it('takes the decimal sign of the reader, and never guesses what a comma means elsewhere', () => {
  expect(typedDecimal('0,0825', ',')).toBe('0.0825')
  expect(typedDecimal('1.5', ',')).toBe('1.5')
  expect(typedDecimal('1,000', '.')).toBe('1,000')
})
