import { z } from 'zod'

/** Six digits of an authenticator app, also as it shows them: in two groups. */
export const totpCodeInput = z.strictObject({
  code: z
    .string()
    .max(20)
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Six digits')),
})
export type TotpCode = z.infer<typeof totpCodeInput>

/** For what the person at the keyboard has to confirm, not merely the browser that is signed in. */
export const confirmingPassword = z.strictObject({ password: z.string().min(1).max(1024) })
export type ConfirmingPassword = z.infer<typeof confirmingPassword>

/** What an authenticator app needs. Shown until the factor is confirmed, never afterwards. */
export const totpSetup = z.object({
  /** Base32, for typing by hand. */
  secret: z.string(),
  otpauthUrl: z.string(),
  /** The same as a picture, a `data:` URL of an SVG. */
  qr: z.string(),
})
export type TotpSetup = z.infer<typeof totpSetup>

/** Each opens one session in place of a code of the app. Shown in this one answer. */
export const backupCodes = z.object({ backupCodes: z.array(z.string()) })
export type BackupCodes = z.infer<typeof backupCodes>
