import { Secret, TOTP } from 'otpauth'

/** An app with this secret, by this clock. `stepsAway` is a clock that differs by so many half minutes. */
export const authenticator =
  (secret: string, clock: () => Date) =>
  (stepsAway = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock().getTime() + stepsAway * 30_000 })
