import type { Config } from '../config/read-config.ts'
import { folderSender } from './mail-folder.ts'
import type { MailSender } from './mail-sender.ts'
import { smtpSender } from './smtp-sender.ts'

/** The way that this process's mails take; null where there is none. */
export function openMail({ mail }: Pick<Config, 'mail'>, clock: () => Date): MailSender | null {
  switch (mail.kind) {
    case 'smtp':
      return smtpSender(mail)
    case 'folder':
      return folderSender({ ...mail, clock })
    case 'off':
      return null
  }
}
