import { z } from 'zod'

export const textOf = z.strictObject({ id: z.uuid() })
export const tableOf = z.strictObject({ id: z.uuid(), sheet: z.string().max(200).optional() })
export const fileText = z.strictObject({ text: z.string(), isCut: z.boolean() })

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const fileTable = z.strictObject({
  sheets: z.array(z.string()).readonly(),
  sheet: z.string(),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(cell).readonly()).readonly(),
  isCut: z.boolean(),
})
