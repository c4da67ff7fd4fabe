import type { AccountNotice } from '@groundwork/domain'
import { fileSizeInWords, invitationDays } from '@groundwork/domain'
import type { Letter } from './compose-mail.ts'

/** Whom a letter goes to, and by which event: its key. */
export interface Addressed {
  readonly key: string
  readonly to: string
}

export const passwordResetLetter = (
  addressed: Addressed,
  { url, username, minutes }: { readonly url: string; readonly username: string; readonly minutes: number },
): Letter => ({
  ...addressed,
  subject: 'Choose a new password',
  paragraphs: [
    `Somebody asked for a new password for your account ${username}.`,
    `The link works once, for ${minutes} minutes. You are then signed out everywhere and your API keys end; your second factor stays as it is.`,
  ],
  link: { label: 'Choose a new password', url },
  closing: 'If it was not you, there is nothing to do: your password stays as it is.',
})

export const invitationLetter = (
  addressed: Addressed,
  {
    url,
    organizationName,
    roleName,
  }: { readonly url: string; readonly organizationName: string; readonly roleName: string },
): Letter => ({
  ...addressed,
  subject: `Invitation to ${organizationName}`,
  paragraphs: [
    `You are invited to ${organizationName} as ${roleName}.`,
    `The link works once, for ${invitationDays} days.`,
  ],
  link: { label: 'Accept the invitation', url },
  closing: 'If you expected no invitation, there is nothing to do.',
})

interface Notice {
  readonly subject: string
  readonly sentence: string
  /** What its receiver can still do, where that is not to choose a new password. */
  readonly remedy?: string
}

const notices: Readonly<Record<AccountNotice, Notice>> = {
  'user.passwordChanged': {
    subject: 'Your password was changed',
    sentence: 'The password of your account was changed, and your other sessions were ended.',
  },
  'user.passwordReset': {
    subject: 'Your password was reset',
    sentence:
      'A new password was chosen for your account by a link we had mailed, and all your sessions and API keys were ended.',
  },
  'user.emailChanged': {
    subject: 'Your e-mail address was changed',
    sentence: 'Mails about your account now go to another address than this one.',
    remedy: 'tell your administrator at once',
  },
  'user.secondFactorEnabled': {
    subject: 'Your second factor is on',
    sentence: 'From now on, signing in to your account asks for a code of your authenticator app.',
  },
  'user.secondFactorDisabled': {
    subject: 'Your second factor is off',
    sentence: 'Signing in to your account no longer asks for a code of an authenticator app.',
  },
}

export function accountNoticeLetter(
  addressed: Addressed,
  {
    topic,
    username,
    publicUrl,
  }: { readonly topic: AccountNotice; readonly username: string; readonly publicUrl: string },
): Letter {
  const { subject, sentence, remedy } = notices[topic]
  const reset = `choose a new password at once (${publicUrl}/reset) and tell your administrator`
  return {
    ...addressed,
    subject,
    paragraphs: [`This is about your account ${username}.`, sentence],
    closing: `If it was not you, ${remedy ?? reset}.`,
  }
}

export const quotaWarningLetter = (
  addressed: Addressed,
  {
    name,
    percent,
    quotaBytes,
    url,
  }: { readonly name: string; readonly percent: number; readonly quotaBytes: number; readonly url: string },
): Letter => ({
  ...addressed,
  subject: `${name}: ${percent} % of the storage is used`,
  paragraphs: [
    `${percent} % of the ${fileSizeInWords(quotaBytes)} that ${name} has for files are used.`,
    'When nothing is left, new files are refused. What is there can still be read, restored and deleted.',
  ],
  link: { label: 'See what takes the space', url },
  closing: 'You get this because you are an owner or an administrator of the organization.',
})

export const fileWithdrawnLetter = (
  addressed: Addressed,
  {
    fileName,
    organizationName,
    reason,
    url,
  }: {
    readonly fileName: string
    readonly organizationName: string | null
    readonly reason: string
    readonly url: string
  },
): Letter => ({
  ...addressed,
  subject: `Taken out of service: ${fileName}`,
  paragraphs: [
    `The file ${fileName} of ${organizationName} could be downloaded until now. It was scanned again and no longer can. ${reason}.`,
    'Whoever has a copy of it should hear of this. Its activity shows who downloaded it.',
  ],
  link: { label: 'See what is in quarantine', url },
  closing: 'You get this because you are an owner or an administrator of the organization.',
})

export const exportEndedLetter = (
  addressed: Addressed,
  {
    target,
    organizationName,
    isReady,
    url,
  }: {
    readonly target: string
    readonly organizationName: string | null
    readonly isReady: boolean
    readonly url: string
  },
): Letter => ({
  ...addressed,
  subject: isReady ? `Your export is ready: ${target}` : `Your export failed: ${target}`,
  paragraphs: [
    isReady
      ? `The ${target} rows of ${organizationName} that you asked for are written. The file is kept for seven days.`
      : `The ${target} rows of ${organizationName} that you asked for could not be written. The job says why, and can be tried again.`,
  ],
  link: { label: isReady ? 'Fetch the file' : 'See the job', url },
  closing: 'You get this because you asked for the export.',
})
