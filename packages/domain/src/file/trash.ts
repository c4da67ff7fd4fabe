const dayMs = 24 * 60 * 60 * 1000

/** Whatever was deleted before this moment has been in the trash for long enough. */
export const purgeBefore = (now: Date, trashDays: number): Date => new Date(now.getTime() - trashDays * dayMs)

/** Days that are left to restore something: the last one counts until it is over. */
export const trashDaysLeft = (deletedAt: string, trashDays: number, now: Date): number =>
  Math.max(0, Math.ceil((new Date(deletedAt).getTime() + trashDays * dayMs - now.getTime()) / dayMs))
