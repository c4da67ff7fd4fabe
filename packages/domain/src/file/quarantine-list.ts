import { z } from 'zod'
import { quarantineOrders, refusingVerdicts } from './quarantine-orders.ts'

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
