import { z } from 'zod'
import { sharedKinds, sharedOrders } from './shared-orders.ts'

export const sharedListQuery = z.strictObject({
  limit: z.int().min(1).max(100).default(50),
  /** It holds a name, and hides it. */
  cursor: z.string().max(2000).optional(),
  /** Words of the name. */
  search: z.string().max(200).optional(),
  kind: z.enum(sharedKinds).optional(),
  organizations: z.array(z.uuid()).max(100).optional(),
  orderBy: z.enum(sharedOrders).default('-sharedAt'),
})
export type SharedListQuery = z.infer<typeof sharedListQuery>
