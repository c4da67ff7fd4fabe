import { z } from 'zod'

export const passwordChange = z.strictObject({
  oldPassword: z.string().min(1).max(1024),
  newPassword: z.string().max(1024),
})
export type PasswordChange = z.infer<typeof passwordChange>
