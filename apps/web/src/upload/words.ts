import { countOf, formatBytes, formatDuration, formatNumber } from '../ui/format.ts'
import type { UploadStage } from './upload-item.ts'
import type { UploadSummary } from './upload-summary.ts'

const files = (count: number) => countOf(count, 'file', 'files')

export const words = {
  stage: {
    waiting: 'Waiting',
    sending: 'Uploading',
    checking: 'Scanning',
    available: 'Available',
    refused: 'Refused',
    unscannable: 'Not scannable',
    failed: 'Failed',
    cancelled: 'Cancelled',
  } satisfies Record<UploadStage, string>,
  tray: 'Uploads',
  progress: 'Progress of all uploads',
  collapse: 'Fold uploads away',
  expand: 'Show uploads',
  dismiss: 'Close uploads',
  cancelAll: 'Cancel all',
  retryAll: 'Try failed ones again',
  cancelOne: (name: string) => `Cancel ${name}`,
  retryOne: (name: string) => `Try ${name} again`,
  uploading: ({ counts, total }: UploadSummary) =>
    `Uploading ${formatNumber(total - counts.waiting - counts.sending)} of ${files(total)}`,
  checking: ({ counts }: UploadSummary) => `Scanning ${files(counts.checking)}`,
  finished: ({ counts, total }: UploadSummary) => {
    const bad = counts.refused + counts.failed
    const done = files(counts.available + counts.unscannable)
    if (!bad) return counts.cancelled === total ? 'Uploads cancelled' : `${done} uploaded`
    return `${done} uploaded, ${formatNumber(bad)} not`
  },
  amount: ({ sentBytes, totalBytes }: UploadSummary) => `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`,
  speed: (bytes: number) => `${formatBytes(bytes)}/s`,
  left: (seconds: number) => `${formatDuration(seconds)} left`,
  waitingForConnection: 'Waits for the connection',
  waitingForServer: 'The server is busy; goes on by itself',
  brokeOff: 'The connection broke off several times',
  overQuota: (bytesLeft: number) =>
    `The organization has only ${formatBytes(Math.max(0, bytesLeft))} of space left. Delete files nobody needs, or ask an administrator for more.`,
  typeNotAccepted: (extension: string) =>
    `Files of type .${extension} are not accepted. Ask an administrator if you need it.`,
  askAdministrator: 'Ask an administrator if you need it.',
  dropTitle: 'Drop to upload',
  dropHint: (organization: string) =>
    organization ? `Files and folders go to ${organization}` : 'Files and folders; you choose the organization next',
  dropRefused: 'You may not add files here',
  chooseTitle: 'Upload to which organization?',
  chooseHint: 'The files will belong to it, and follow its rules.',
  choose: 'Choose an organization',
  start: 'Upload',
} as const
