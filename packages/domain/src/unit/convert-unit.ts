import { z } from 'zod'
import { invalidField } from '../error/domain-error.ts'
import { decimalText, normalDecimal } from '../resource/decimal-text.ts'
import { Exact } from '../resource/exact.ts'

const code = z.string().min(1).max(20)

/** What is to be converted: so many of the unit `from`, counted in the unit `to`. */
export const unitConversion = z.strictObject({
  value: decimalText({ precision: 38, scale: 18 }),
  from: code,
  to: code,
})
export type UnitConversion = z.infer<typeof unitConversion>

export const convertedValue = z.strictObject({ value: z.string() })
export type ConvertedValue = z.infer<typeof convertedValue>

/** What of a unit decides about its conversions. */
export interface ConvertibleUnit {
  readonly uomType: string
  readonly factor: string | null
  readonly isActive: boolean
}

/** Of a result without end. */
const significantDigits = 20

/** A quotient that ends does so long before: the factors have at most 38 digits. */
const digitsOfAnEnd = 210

/**
 * Counts in one unit what was counted in another: `2.54` centimeters are `1` inch. Exact, however long the answer is; only one
 * without end (a meter in inches) is rounded, half to even, to 20 significant digits.
 *
 * @throws DomainError invalid, on `from` or `to`
 */
export function convertUnit(value: string, from: ConvertibleUnit, to: ConvertibleUnit): string {
  const [numerator, divisor] = [factorOf(from, 'from').times(value), factorOf(to, 'to')]
  if (from.uomType !== to.uomType) {
    throw invalidField('to', `Measures ${to.uomType}, not ${from.uomType}`, 'other_unit_type')
  }
  const quotient = numerator.div(divisor)
  const hasEnd = quotient.precision() < digitsOfAnEnd
  const answer = hasEnd ? quotient : quotient.toSignificantDigits(significantDigits, Exact.ROUND_HALF_EVEN)
  return normalDecimal(answer.toFixed()) ?? '0'
}

function factorOf({ factor, isActive }: ConvertibleUnit, field: 'from' | 'to'): Exact {
  if (!isActive) throw invalidField(field, 'Is not active any more', 'inactive_reference')
  if (factor === null) throw invalidField(field, 'Has no fixed size, so it converts to nothing', 'unit_without_factor')
  return new Exact(factor)
}
