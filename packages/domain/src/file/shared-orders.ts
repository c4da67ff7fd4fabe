/** What people look through when they look for what others share with them. */
export const sharedKinds = ['file', 'folder'] as const
export type SharedKind = (typeof sharedKinds)[number]

export const sharedOrders = ['-sharedAt', 'sharedAt', 'name', '-name'] as const
export type SharedOrder = (typeof sharedOrders)[number]
