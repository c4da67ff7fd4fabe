import { z } from 'zod'

interface DecimalShape {
  /** Digits in all. */
  readonly precision: number
  /** Of them after the point. */
  readonly scale: number
  readonly min?: string | undefined
  readonly max?: string | undefined
}

const shape = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/

/** `007.50` is `7.5`, `-0` is `0`: the one spelling of a number. Undefined for what is no decimal number. */
export function normalDecimal(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = ''] = /\d/.test(text) ? (shape.exec(text) ?? []) : []
  if (!shape.test(text) || !/\d/.test(text)) return undefined
  const value = `${whole || '0'}${fraction && `.${fraction}`}`
  return value === '0' ? value : `${sign}${value}`
}

/** Less than, equal to or greater than zero, as the first is to the second. Both in their normal spelling. */
export function compareDecimals(left: string, right: string): number {
  const isNegative = left.startsWith('-')
  if (isNegative !== right.startsWith('-')) return isNegative ? -1 : 1
  return isNegative ? compareMagnitudes(right.slice(1), left.slice(1)) : compareMagnitudes(left, right)
}

function compareMagnitudes(left: string, right: string): number {
  const [leftWhole = '', leftFraction = ''] = left.split('.')
  const [rightWhole = '', rightFraction = ''] = right.split('.')
  if (leftWhole.length !== rightWhole.length) return leftWhole.length - rightWhole.length
  if (leftWhole !== rightWhole) return leftWhole < rightWhole ? -1 : 1
  return leftFraction === rightFraction ? 0 : leftFraction < rightFraction ? -1 : 1
}

/** Text that is a decimal number within bounds, put into its normal spelling. */
export function decimalText({ precision, scale, min, max }: DecimalShape): z.ZodType<string> {
  return z
    .string()
    .max(precision + 20)
    .refine((text) => normalDecimal(text) !== undefined, 'Not a decimal number such as 0.0825')
    .transform((text) => normalDecimal(text) ?? text)
    .refine((text) => (text.split('.')[1] ?? '').length <= scale, `At most ${scale} digits after the point`)
    .refine(
      (text) => (text.replace('-', '').split('.')[0] ?? '').length <= precision - scale,
      `At most ${precision - scale} digits before the point`,
    )
    .refine((text) => min === undefined || compareDecimals(text, min) >= 0, `At least ${min}`)
    .refine((text) => max === undefined || compareDecimals(text, max) <= 0, `At most ${max}`) as z.ZodType<string>
}
