import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalDecimal } from '../resource/decimal-text.ts'
import { Exact } from '../resource/exact.ts'
import { type ConvertibleUnit, convertUnit, unitConversion } from './convert-unit.ts'

const unit = (factor: string | null, uomType = 'Length', isActive = true): ConvertibleUnit => ({
  factor,
  uomType,
  isActive,
})
const [meter, inch, foot, mile] = [unit('1'), unit('0.0254'), unit('0.3048'), unit('1609.344')]
const [byte, tebibyte] = [unit('1', 'Data'), unit('1099511627776', 'Data')]

describe('convertUnit', () => {
  it.each([
    ['1', inch, meter, '0.0254'],
    ['12', inch, foot, '1'],
    ['1', mile, foot, '5280'],
    ['0.10', meter, meter, '0.1'],
    ['-40', foot, meter, '-12.192'],
    ['0', inch, foot, '0'],
    ['1', byte, tebibyte, '0.0000000000009094947017729282379150390625'],
    ['99999999999999999999', foot, inch, '1199999999999999999988'],
  ])('says exactly how much %s is', (value, from, to, expected) => {
    expect(convertUnit(value, from, to)).toBe(expected)
  })

  it('rounds what has no end to 20 significant digits', () => {
    expect(convertUnit('1', meter, inch)).toBe('39.370078740157480315')
    expect(convertUnit('1', meter, foot)).toBe('3.2808398950131233596')
    expect(convertUnit('0.0000001', inch, mile)).toBe('0.0000000000015782828282828282828')
  })

  const told = (from: ConvertibleUnit, to: ConvertibleUnit) => {
    try {
      return convertUnit('1', from, to)
    } catch (error) {
      return error
    }
  }

  it('refuses to count kilograms in meters', () => {
    expect(told(unit('1', 'Mass'), meter)).toMatchObject({
      code: 'invalid',
      reason: 'other_unit_type',
      fields: { to: ['Measures Length, not Mass'] },
    })
  })

  it('refuses a unit that is not in use, and one without a size, on its own field', () => {
    const retired = unit('1', 'Length', false)
    const box = unit(null, 'Count')
    expect(told(retired, meter)).toMatchObject({ reason: 'inactive_reference', fields: { from: [expect.any(String)] } })
    expect(told(meter, retired)).toMatchObject({ reason: 'inactive_reference', fields: { to: [expect.any(String)] } })
    expect(told(box, unit('1', 'Count'))).toMatchObject({
      reason: 'unit_without_factor',
      fields: { from: expect.anything() },
    })
    expect(told(unit('1', 'Count'), box)).toMatchObject({
      reason: 'unit_without_factor',
      fields: { to: expect.anything() },
    })
  })
})

describe('the conversion that is asked for', () => {
  it.each([{ value: 1 }, { value: '1e3' }, { value: 'one' }, { value: '1', by: '2' }, { value: '1', from: '' }])(
    'is refused as %j',
    (wrong) => {
      expect(unitConversion.safeParse({ from: 'M', to: 'FT', ...wrong }).success).toBe(false)
    },
  )
})

describe('any two units of one type', () => {
  /** As many digits as the column has. */
  const decimal = (whole: bigint, places: number) =>
    normalDecimal(new Exact(whole.toString()).div(new Exact(10).pow(places)).toFixed()) ?? ''
  const factor = fc
    .tuple(fc.bigInt(1n, 10n ** 20n), fc.integer({ min: 0, max: 18 }))
    .map(([whole, places]) => decimal(whole, places))
  const value = fc
    .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 18 }))
    .map(([whole, places]) => decimal(whole, places))
  const isWithin = (found: string, expected: string, parts: string) =>
    new Exact(found).minus(expected).abs().lte(new Exact(expected).abs().times(parts))

  it('convert there and back to the same, but for the rounding', () => {
    fc.assert(
      fc.property(value, factor, factor, (given, from, to) => {
        const back = convertUnit(convertUnit(given, unit(from), unit(to)), unit(to), unit(from))
        return isWithin(back, given, '2e-19')
      }),
    )
  })

  it('convert by way of a third as they do at once, but for the rounding', () => {
    fc.assert(
      fc.property(value, factor, factor, factor, (given, from, by, to) => {
        const detour = convertUnit(convertUnit(given, unit(from), unit(by)), unit(by), unit(to))
        return isWithin(detour, convertUnit(given, unit(from), unit(to)), '3e-19')
      }),
    )
  })

  it('convert exactly where the smaller one is a whole part of the other', () => {
    fc.assert(
      fc.property(value, fc.bigInt(1n, 10n ** 9n), (given, parts) => {
        const small = convertUnit(given, unit(parts.toString()), unit('1'))
        return (
          new Exact(small).eq(new Exact(given).times(parts.toString())) &&
          convertUnit(small, unit('1'), unit(parts.toString())) === given
        )
      }),
    )
  })
})
