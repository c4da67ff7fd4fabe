const hour = 3_600_000

/** From the last byte on. */
const SILENT_HOURS = 24

/** Whatever still comes. Parts that are older than that are swept from the stores. */
const LONGEST_HOURS = 7 * 24

export const expiryOf = (createdAt: Date, now: Date): Date =>
  new Date(Math.min(createdAt.getTime() + LONGEST_HOURS * hour, now.getTime() + SILENT_HOURS * hour))
