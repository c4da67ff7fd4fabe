import { z } from 'zod'

/** What people look through when they look for what others share with them. */
export const sharedKinds = ['file', 'folder'] as const
export type SharedKind = (typeof sharedKinds)[number]

export const sharedOrders = ['-sharedAt', 'sharedAt', 'name', '-name'] as const
export type SharedOrder = (typeof sharedOrders)[number]

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
