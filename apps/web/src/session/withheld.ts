import type { Me } from './me.ts'

/** Every organization waits for a second factor, and nothing else is open: the only thing to do is to set one up. */
export const hasNothingButWithheld = ({ memberships, withheld, isSuperuser }: Me): boolean =>
  withheld.length > 0 && memberships.length === 0 && !isSuperuser
