import { DomainError } from '@groundwork/domain'
import type { Config } from '../config/read-config.ts'

/** For what would be pointless without its mail. @throws DomainError unavailable `mail_not_configured` */
export function requireMail({ mail }: Pick<Config, 'mail'>): void {
  if (mail.kind !== 'off') return
  throw new DomainError('unavailable', 'No mail can be sent: this system has no mail server', {
    reason: 'mail_not_configured',
  })
}
