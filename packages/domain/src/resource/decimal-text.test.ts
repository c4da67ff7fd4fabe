import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDecimals, decimalText, normalDecimal } from './decimal-text.ts'

describe('normalDecimal', () => {
  it.each([
    ['007.50', '7.5'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0.0825', '0.0825'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['1.', '1'],
    ['100', '100'],
    ['9007199254740993.00000000000000000010', '9007199254740993.0000000000000000001'],
  ])('%s is spelt %s', (given, normal) => {
    expect(normalDecimal(given)).toBe(normal)
  })

  it.each(['', '-', '.', '-.', '+1', '1e3', '1,5', '1.2.3', ' 1', '0x1', 'NaN', 'Infinity', '१'])(
    '%j is no decimal number',
    (given) => {
      expect(normalDecimal(given)).toBeUndefined()
    },
  )
})

it('compareDecimals puts numbers in order to the last digit, as whole numbers of the smallest unit do', () => {
  const scaled = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
  const spelt = (units: bigint) => {
    const digits = (units < 0n ? -units : units).toString().padStart(13, '0')
    return normalDecimal(`${units < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`) ?? ''
  }
  const property = fc.property(scaled, fc.oneof(scaled, fc.bigInt({ min: -3n, max: 3n })), (one, step) => {
    const other = step >= -3n && step <= 3n ? one + step : step
    expect(Math.sign(compareDecimals(spelt(one), spelt(other)))).toBe(one < other ? -1 : one > other ? 1 : 0)
  })
  fc.assert(property, { numRuns: 500 })
})

describe('decimalText', () => {
  const rate = decimalText({ precision: 9, scale: 6, min: '0', max: '100' })

  it.each([
    ['0.082500', '0.0825'],
    ['100', '100'],
    ['-0', '0'],
  ])('takes %s as %s', (given, kept) => {
    expect(rate.parse(given)).toBe(kept)
  })

  it.each([
    ['0.0000001', 'At most 6 digits after the point'],
    ['1000', 'At most 3 digits before the point'],
    ['100.000001', 'At most 100'],
    ['-0.1', 'At least 0'],
    ['', 'Not a decimal number such as 0.0825'],
  ])('refuses %j: %s', (given, message) => {
    expect(rate.safeParse(given).error?.issues.map((issue) => issue.message)).toContain(message)
  })

  it('refuses a number of JavaScript, which is none of these', () => {
    expect(rate.safeParse(0.5).success).toBe(false)
  })
})
