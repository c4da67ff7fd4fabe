import { z } from 'zod'
import { printable } from '../resource/field.ts'

/** A user name or an e-mail address. What is too long to be either is refused before any work is done for it. */
export const loginName = printable.trim().min(1).max(254)
const password = z.string().min(1).max(1024)
/** A code of an authenticator app, or a backup code: asked for when the answer was `otp_required`. */
export const otpCode = z.string().trim().min(1).max(64).optional()

/** `username` may also hold an e-mail address: sign-in forms have one box for both. */
export const signInInput = z.union([
  z.strictObject({ username: loginName, password, otp: otpCode }),
  z.strictObject({ email: loginName, password, otp: otpCode }),
])
export type SignIn = z.infer<typeof signInInput>

/** A refresh token as its holder sends it. */
export const refreshInput = z.strictObject({ refresh: z.string().min(1).max(512) })
export type Refresh = z.infer<typeof refreshInput>

/** `access` opens the API for minutes; `refresh` is exchanged, once, for the next pair. */
export const tokenPair = z.object({ access: z.string(), refresh: z.string() })
export type TokenPair = z.infer<typeof tokenPair>
