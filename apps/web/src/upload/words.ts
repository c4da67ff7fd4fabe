import { countOf, formatBytes, formatDuration, formatFirst, formatNumber } from '../ui/format.ts'
import type { UploadStage } from './upload-item.ts'
import type { UploadSummary } from './upload-summary.ts'

const files = (count: number) => countOf(count, 'file', 'files')

export const words = {
  stage: {
    waiting: 'Waiting',
    sending: 'Uploading',
    paused: 'Paused',
    interrupted: 'Interrupted',
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
  pauseAll: 'Pause all',
  resumeAll: 'Go on with all',
  pauseOne: (name: string) => `Pause ${name}`,
  resumeOne: (name: string) => `Go on with ${name}`,
  choose: 'Choose…',
  chooseAgain: (name: string) => `Choose ${name} again`,
  chooseAgainHint: 'Choose the same file again to go on',
  notTheSame: (name: string, bytes: number) =>
    `That is another file, or it was changed. The upload began with ${name}, ${formatBytes(bytes)}.`,
  uploadingHere: 'Being uploaded to this folder',
  others: (count: number) => `${files(count)} more`,
  uploading: ({ counts, total }: UploadSummary) =>
    `Uploading ${formatNumber(total - counts.waiting - counts.sending - counts.paused - counts.interrupted)} of ${files(total)}`,
  resting: ({ counts }: UploadSummary) =>
    [
      counts.paused > 0 && `${files(counts.paused)} paused`,
      counts.interrupted > 0 && `${files(counts.interrupted)} interrupted`,
    ]
      .filter(Boolean)
      .join(', '),
  checking: ({ counts }: UploadSummary) => `Scanning ${files(counts.checking)}`,
  finished: ({ counts, total }: UploadSummary) => {
    const bad = counts.refused + counts.failed
    const good = counts.available + counts.unscannable
    if (!bad) return counts.cancelled === total ? 'Uploads cancelled' : `${files(good)} uploaded`
    return good ? `${files(good)} uploaded, ${formatNumber(bad)} not` : `${files(bad)} not uploaded`
  },
  amount: ({ sentBytes, totalBytes }: UploadSummary) => `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`,
  speed: (bytes: number) => `${formatBytes(bytes)}/s`,
  left: (seconds: number) => `${formatDuration(seconds)} left`,
  waitingForConnection: 'Waits for the connection',
  waitingForServer: 'The server is busy; goes on by itself',
  brokeOff: 'The connection broke off several times',
  overQuota: (bytesLeft: number) =>
    `The organization has only ${formatBytes(Math.max(0, bytesLeft))} of space left. Delete files nobody needs, or ask an administrator for more.`,
  typeNotAccepted: (extension: string, advice: string) => `Files of type .${extension} are not accepted. ${advice}`,
  askAdministrator: 'Ask an administrator if you need it.',
  dropTitle: 'Drop to upload',
  dropHint: (target: string) =>
    target ? `Files and folders go to ${target}` : 'Files and folders; you choose the organization next',
  unreadTitle: 'Not everything you dropped could be read',
  unread: (paths: readonly string[]) =>
    `${formatFirst(paths)} could not be read and ${paths.length === 1 ? 'was' : 'were'} not taken. Everything else was.`,
  dropRefused: 'You may not add files here',
  conflictTitle: (name: string) => `${name} is already there`,
  conflictHint: (path: string) =>
    `${path ? `In ${path} a` : 'A'} file of this name exists. Replacing adds a new version; the versions before stay in its history.`,
  forAll: (others: number) =>
    `Do the same for ${countOf(others, 'other conflict', 'other conflicts')} and all that follow`,
  skip: 'Skip',
  keepBoth: 'Keep both',
  replace: 'Replace as new version',
  chooseTitle: 'Upload to which organization?',
  chooseHint: 'The files will belong to it, and follow its rules.',
  chooseOrganization: 'Choose an organization',
  start: 'Upload',
} as const
