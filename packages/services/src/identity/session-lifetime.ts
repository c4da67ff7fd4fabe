const days = 24 * 60 * 60 * 1000

/** A session lasts thirty days from its last refresh. */
export const sessionEndsAt = (now: Date) => new Date(now.getTime() + 30 * days)

/** How long the token just replaced still answers, for tabs and retries that had it in hand. */
export const refreshGraceMs = 10_000
