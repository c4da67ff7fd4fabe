import { z } from 'zod'

/** What a scanner says of what it keeps back. */
export const refusingVerdicts = ['infected', 'unscannable'] as const
export type RefusingVerdict = (typeof refusingVerdicts)[number]

/** `since` is when it was locked away; of what was let out all the same, when that was. */
export const quarantineOrders = ['-since', 'since', 'name', '-name'] as const
export type QuarantineOrder = (typeof quarantineOrders)[number]

export const quarantineListQuery = z.strictObject({
  /** Left out: wherever you may decide about what is kept back. */
  organizations: z.array(z.uuid()).min(1).max(100).optional(),
  /** What was let out all the same, instead of what is kept. */
  isReleased: z.boolean().default(false),
  verdict: z.enum(refusingVerdicts).optional(),
  /** Words of the name. */
  search: z.string().max(200).optional(),
  orderBy: z.enum(quarantineOrders).default('-since'),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})
export type QuarantineListQuery = z.infer<typeof quarantineListQuery>
