import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalDecimal } from '../resource/decimal-text.ts'
import type { DecimalMark } from './cell-reading.ts'
import { readNumber } from './read-number.ts'

describe('a number', () => {
  it.each<[string | number, DecimalMark | undefined, string]>([
    ['12', undefined, '12'],
    ['1.5', undefined, '1.5'],
    ['1,5', undefined, '1.5'],
    ['1.234', undefined, '1.234'],
    ['1.234', ',', '1234'],
    ['1,234', '.', '1234'],
    ['1.234.567,89', undefined, '1234567.89'],
    ['1,234,567.89', undefined, '1234567.89'],
    ['12,34,567', '.', '1234567'],
    ['1 234,50', undefined, '1234.5'],
    ['1\u202f234\u00a0567', undefined, '1234567'],
    ["1'234.50", undefined, '1234.5'],
    ['€ 12,50', undefined, '12.5'],
    ['12.50 $', undefined, '12.5'],
    ['-$12.50', undefined, '-12.5'],
    ['(12.50)', undefined, '-12.5'],
    ['12.50-', undefined, '-12.5'],
    ['−3', undefined, '-3'],
    ['+3', undefined, '3'],
    ['-0', undefined, '0'],
    ['1.2E+3', undefined, '1200'],
    ['5e-7', undefined, '0.0000005'],
    ['12345678901234567890.123', undefined, '12345678901234567890.123'],
    [0.1, undefined, '0.1'],
    [1e21, undefined, '1000000000000000000000'],
  ])('%j with the mark %j is %s', (cell, mark, decimal) => {
    expect(readNumber(cell, mark)).toEqual({ decimal })
  })

  it.each(['1,234', '12,345', '999,000'])('%s may be two, so it asks', (cell) => {
    expect(readNumber(cell)).toMatchObject({ issue: { rule: 'ambiguous_number' } })
  })

  it.each<[string | boolean, DecimalMark | undefined]>([
    ['abc', undefined],
    ['', undefined],
    ['-', undefined],
    ['1.2.3', '.'],
    ['1.5', ','],
    ['1,5', '.'],
    ['1,2,3', undefined],
    ['12%', undefined],
    ['0x10', undefined],
    ['1e999', undefined],
    ['1'.repeat(61), undefined],
    [true, undefined],
  ])('%j with the mark %j is none', (cell, mark) => {
    expect(readNumber(cell, mark)).toMatchObject({ issue: { rule: 'not_a_number' } })
  })

  it('reads as it was written, with any marks', () => {
    const written = fc.record({
      units: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      scale: fc.integer({ min: 0, max: 6 }),
      decimal: fc.constantFrom<DecimalMark>('.', ','),
      isGrouped: fc.boolean(),
    })
    fc.assert(
      fc.property(written, ({ units, scale, decimal, isGrouped }) => {
        const figures = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
        const [whole, fraction] = [figures.slice(0, figures.length - scale), figures.slice(figures.length - scale)]
        const grouped = isGrouped ? whole.replace(/\B(?=(?:\d{3})+$)/g, decimal === '.' ? ',' : '.') : whole
        const sign = units < 0n ? '-' : ''
        const text = `${sign}${grouped}${scale > 0 ? decimal + fraction : ''}`
        expect(readNumber(text, decimal)).toEqual({ decimal: normalDecimal(`${sign}${whole}.${fraction || '0'}`) })
      }),
    )
  })

  it('is never guessed wrong: without being told it is what was written, or it asks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.constantFrom<DecimalMark>('.', ','),
        (hundredths, decimal) => {
          const text = (hundredths / 100).toFixed(2).replace('.', decimal)
          expect(readNumber(text)).toEqual({ decimal: normalDecimal((hundredths / 100).toFixed(2)) })
        },
      ),
    )
  })
})
