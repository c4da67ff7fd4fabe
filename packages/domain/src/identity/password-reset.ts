import { z } from 'zod'

/** How long the link works. */
export const passwordResetMinutes = 30

/** No account gets more mails than these within the time that one link works. */
export const mostPasswordResets = 3

export const passwordResetRequest = z.strictObject({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('Not an e-mail address')),
})
export type PasswordResetRequest = z.infer<typeof passwordResetRequest>

/** The token is the one in the link of the mail. */
export const passwordReset = z.strictObject({
  token: z.string().min(1).max(200),
  newPassword: z.string().max(1024),
})
export type PasswordReset = z.infer<typeof passwordReset>
