import { Secret, TOTP } from 'otpauth'

const issuer = 'Groundwork'
const stepMs = 30_000
/** 160 bits, as RFC 4226 advises. */
export const totpSecretBytes = 20

/** What every authenticator app knows how to read, and nothing finer: SHA-1, six digits, thirty seconds. */
const totpOf = (secret: Buffer, label = '') =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: stepMs / 1000,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  })

export function describeTotp(secret: Buffer, username: string): { secret: string; otpauthUrl: string } {
  const totp = totpOf(secret, username)
  return { secret: totp.secret.base32, otpauthUrl: totp.toString() }
}

/** The time step that a code belongs to: now, one before or one after, for clocks that differ. Null for any other code. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | null {
  // The library throws for what has another length in bytes.
  if (!/^\d{6}$/.test(code)) return null
  const timestamp = now.getTime()
  const away = totpOf(secret).validate({ token: code, timestamp, window: 1 })
  return away === null ? null : Math.floor(timestamp / stepMs) + away
}
