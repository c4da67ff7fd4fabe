import { z } from 'zod'
import { decimalText } from '../resource/decimal-text.ts'

const quantity = decimalText({ precision: 38, scale: 18 })

const taxedLine = z.strictObject({
  /** Of one. */
  amount: quantity,
  /** 1 unless told. */
  quantity: quantity.optional(),
  /** Without one only what is levied on everything is levied. */
  taxCategory: z.string().min(1).max(50).nullish(),
})
export type TaxedLine = z.infer<typeof taxedLine>

/** What is sold, where and when. */
export const taxQuestion = z.strictObject({
  jurisdiction: z.string().min(1).max(50),
  date: z.iso.date(),
  currency: z.string().min(1).max(3),
  pricesIncludeTax: z.boolean().optional(),
  rounding: z.enum(['line', 'document']).optional(),
  /** Whose own rates count beside those that are everybody's. */
  organization: z.uuid().nullish(),
  lines: z.array(taxedLine).min(1).max(1000),
})
export type TaxQuestion = z.infer<typeof taxQuestion>

const amounts = { net: z.string(), tax: z.string(), gross: z.string() }

export const taxAnswer = z.strictObject({
  lines: z.array(
    z.strictObject({
      ...amounts,
      /** What each rate takes of the line. */
      rates: z.array(z.strictObject({ id: z.string(), name: z.string(), rate: z.string(), tax: z.string() })),
    }),
  ),
  ...amounts,
})
export type TaxAnswer = z.infer<typeof taxAnswer>
