import type { DataJobState, JobType } from '@groundwork/domain'
import { spell } from '../resource/words.ts'
import { countOf } from '../ui/format.ts'

export const states: Readonly<Record<DataJobState, string>> = {
  PENDING: 'Waiting',
  RUNNING: 'Under way',
  READY: 'Ready to apply',
  COMPLETED: 'Done',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  UNDONE: 'Taken back',
}

export const jobTypesInWords: Readonly<Record<JobType, string>> = {
  import: 'Import',
  export: 'Export',
  undo: 'Undo',
  bulk: 'Bulk change',
}

/** `Import of stock locations`. */
export const jobInWords = (jobType: JobType, target: string): string =>
  `${jobTypesInWords[jobType]} · ${spell(target).toLowerCase()}`

export const words = {
  title: 'Jobs',
  loading: 'Loading the jobs',
  job: 'Job',
  status: 'Status',
  type: 'Kind',
  progress: 'Progress',
  who: 'Who',
  when: 'When',
  result: 'Result',
  organization: 'Organization',
  started: 'Started',
  finished: 'Finished',
  dryRun: 'Dry run',
  percent: (progress: number) => `${progress} %`,
  counts: {
    total: 'rows',
    created: 'new',
    updated: 'changed',
    unchanged: 'unchanged',
    skipped: 'skipped',
    failed: 'failed',
  },
  /** What is taken back is counted by what became of the rows. */
  undoCounts: {
    total: 'rows',
    created: 'new',
    updated: 'taken back',
    unchanged: 'unchanged',
    skipped: 'left as they are',
    failed: 'failed',
  },
  rows: 'Rows',
  emptyTitle: 'No jobs yet',
  emptyHint:
    'Imports, exports and changes of many rows that you ask for stand here, with how far they are and what came of them.',
  noMatchTitle: 'No job is like that',
  noMatchHint: 'Try another status or kind.',
  goneTitle: 'No such job',
  goneHint: 'It is not there, or it is somebody else’s.',
  running: (count: number) => `${countOf(count, 'job', 'jobs')} under way`,
  outputFile: 'Download the result',
  errorFile: 'Download the bad rows',
  logFile: 'Download the log',
  noFile: 'The file is not there, or still being scanned. Try again in a moment.',
  apply: 'Apply',
  cancel: 'Cancel job',
  retry: 'Try again',
  undo: 'Take it back',
  cancelTitle: 'Cancel this job?',
  cancelHint: 'It stops between two steps. What has landed until then is whole, and stays.',
  undoTitle: 'Take this back?',
  undoHint:
    'Rows that it made are removed, rows that it changed get their earlier values, rows that it deleted come back. Rows that somebody has changed since are left alone and listed. A job of its own does it.',
  applyTitle: 'Apply this plan?',
  applyHint: 'What the dry run has shown is done for good: the same file, the same plan.',
  cancelAsked: 'The job stops as soon as it can',
  undoStarted: 'It is being taken back',
  problem: 'Why it failed',
  log: 'What it told',
  undoOf: 'Takes back',
  undoneBy: 'Taken back by',
  another: 'another job',
  endings: {
    PENDING: '',
    RUNNING: '',
    READY: 'The dry run is over; nothing is written yet.',
    COMPLETED: 'Done.',
    FAILED: 'It failed.',
    CANCELLED: 'It was cancelled.',
    UNDONE: 'It was taken back.',
  } satisfies Record<DataJobState, string>,
  show: 'Show',
  goOn: 'Go on',
  actionsFor: (name: string) => `Actions for ${name}`,
  nothingToDo: 'Nothing to do here',
  file: 'File',
  about: 'Of what',
  source: 'Source file',
  kept: 'Files kept until',
  loadMore: 'Show more',
  issues: 'What did not land',
  left: 'What was left as it is',
  issuesLoading: 'Loading what did not land',
  rowNumber: 'Row',
  openRow: 'Open the record',
  reason: 'Reason',
  of: (column: string, value: string) => `${column} “${value}”`,
} as const
