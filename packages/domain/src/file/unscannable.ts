/** Why a scanner could not look into all of something, as far as an organization may decide about it. */
export const unscannableReasons = ['tooLarge', 'encrypted', 'error'] as const
export type UnscannableReason = (typeof unscannableReasons)[number]
