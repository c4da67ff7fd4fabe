import { countOf, formatDay, formatDuration, formatFirst, formatNumber } from '../ui/format.ts'
import type { UploadStage } from '../upload/upload-item.ts'
import type { UploadSummary } from '../upload/upload-summary.ts'

const fileCount = (count: number) => countOf(count, 'file', 'files')

export const words = {
  loading: 'Opening the link',
  from: (organization: string) => `Shared by ${organization}`,
  until: (at: string) => `until ${formatDay(at)}`,
  left: (count: number) => `${countOf(count, 'download', 'downloads')} left`,
  download: 'Download',
  downloadOne: (name: string) => `Download ${name}`,
  viewOnly: 'This link is for looking only.',

  passwordTitle: 'This link has a password',
  passwordHint: 'Whoever sent you the link knows it.',
  password: 'Password',
  open: 'Open',
  wrong: 'That is not the password of this link',

  deadTitle: 'This link does not work',
  deadHint: 'It was taken back, or its address is not complete. Ask whoever sent it to you.',
  overTitle: 'This link has ended',
  notLoadedTitle: 'This could not be shown',
  notLoadedHint: 'Your connection may have failed, or Groundwork was updated. The link still works.',
  reload: 'Reload the page',

  files: 'Files',
  emptyFolder: 'There is nothing in this folder.',
  more: 'Show more',
  path: 'Folders above',
  back: 'Back to the list',
  folder: 'Folder',

  uploadTitle: (name: string) => `Send files to “${name}”`,
  uploadHint: 'Files you send here can be seen by those who made this link, not by others who have it.',
  dropping: {
    place: 'Drop files here, or choose them',
    anything: 'Drop files or whole folders anywhere on this page',
    files: 'Drop files anywhere on this page',
  },
  choosing: {
    place: 'What to send',
    anything: 'Choose files or a whole folder to send',
    files: 'Choose files to send',
  },
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  openUntil: (at: string) => `open until ${formatDay(at)}`,
  most: (size: string) => `${size} a file at most`,
  noFolders: 'This link takes files, but no folders. Send the files by themselves.',
  askSender: 'Ask whoever sent you the link if they need it.',

  uploads: 'What you send',
  progress: 'Progress of all files',
  stages: {
    waiting: 'Waiting',
    sending: 'Sending',
    paused: 'Paused',
    interrupted: 'Interrupted',
    checking: 'Sending',
    available: 'Sent',
    refused: 'Not accepted',
    unscannable: 'Sent',
    failed: 'Not sent',
    cancelled: 'Cancelled',
  } satisfies Record<UploadStage, string>,
  headline: ({ counts, total, isActive }: UploadSummary): string => {
    const { waiting, sending, paused, available } = counts
    const left = total - available
    if (waiting + sending > 0)
      return `Sending ${formatNumber(total - waiting - sending - paused)} of ${fileCount(total)}`
    if (isActive) return `${fileCount(paused)} paused`
    if (!available) return counts.cancelled === total ? 'Cancelled' : `${fileCount(total)} not sent`
    return left ? `${fileCount(available)} sent, ${formatNumber(left)} not` : `${fileCount(available)} sent`
  },
  amount: (sent: string, total: string) => `${sent} of ${total}`,
  speed: (size: string) => `${size}/s`,
  timeLeft: (seconds: number) => `${formatDuration(seconds)} left`,
  afterwards: ({ counts: { available, failed, refused, cancelled } }: UploadSummary): string => {
    if (!available) return 'Nothing has arrived.'
    if (failed + refused) return 'What did not arrive is listed first, with the reason.'
    return cancelled ? 'What was cancelled has not arrived.' : 'You can close this page.'
  },
  reading: 'More is being read.',
  unread: (paths: readonly string[]) =>
    `${paths.length ? formatFirst(paths) : 'Some of what you chose'} could not be read and ${paths.length === 1 ? 'was' : 'were'} not sent. Everything else is. See that it is still where it was, then choose it again.`,
  takenBack: 'The link was taken back',
  pauseAll: 'Pause all',
  resumeAll: 'Go on with all',
  retryAll: 'Try failed ones again',
  pauseOne: (name: string) => `Pause ${name}`,
  resumeOne: (name: string) => `Go on with ${name}`,
  retryOne: (name: string) => `Try ${name} again`,
  cancelOne: (name: string) => `Cancel ${name}`,
  others: (count: string) => `and ${count} more`,
  overHint: (why: string) => `${why.replace(/\.$/, '')}. What is marked as sent has arrived.`,

  madeWith: 'Groundwork',
} as const
