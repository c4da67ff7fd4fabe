/** What a scanner says of what it keeps back. */
export const refusingVerdicts = ['infected', 'unscannable'] as const
export type RefusingVerdict = (typeof refusingVerdicts)[number]

/** `since` is when it was locked away; of what was let out all the same, when that was. */
export const quarantineOrders = ['-since', 'since', 'name', '-name'] as const
export type QuarantineOrder = (typeof quarantineOrders)[number]
