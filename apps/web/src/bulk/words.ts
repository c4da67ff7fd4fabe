import { countOf, formatNumber } from '../ui/format.ts'

const counted = (count: number, plural: string) => (count === 1 ? `1 of ${plural}` : `${formatNumber(count)} ${plural}`)
/** `12,431`, or `10,000+` where nobody has counted to the end. */
export const approximately = (count: number, isExact: boolean) => `${formatNumber(count)}${isExact ? '' : '+'}`

export const words = {
  allLoaded: (count: number, plural: string) => `All ${formatNumber(count)} ${plural} loaded so far are selected.`,
  selectAllMatching: (count: number, isExact: boolean) => `Select all ${approximately(count, isExact)} matching`,
  allMatching: (count: number, isExact: boolean, plural: string) =>
    `All ${approximately(count, isExact)} matching ${plural} are selected.`,
  onlyLoaded: 'Select only those loaded',
  edit: 'Edit',
  tag: 'Tags',
  editTitle: (count: string, plural: string) => `Edit ${count} ${plural}`,
  editHint: 'Only the fields you choose are changed. Each record keeps everything else.',
  chooseField: 'Choose a field to set',
  dropField: (label: string) => `Leave ${label} as it is`,
  apply: (count: string) => `Change ${count}`,
  tagTitle: (count: string, plural: string) => `Tags of ${count} ${plural}`,
  addTags: 'Add',
  removeTags: 'Remove',
  tagHint: 'Other tags stay as they are.',
  deleteTitle: (count: string, plural: string) => `Delete ${count} ${plural}?`,
  deleteHint: 'They go to the trash, from where they can be restored.',
  deleteForGood: 'They have no trash: this cannot be undone.',
  progressTitle: { change: 'Changing', remove: 'Deleting', restore: 'Restoring' },
  progress: (count: number, total: number, isExact: boolean) =>
    `${formatNumber(count)} of ${approximately(total, isExact)}`,
  goesOn: 'You can close this: it goes on, and stands under Jobs.',
  unchanged: (count: number, plural: string) => `${counted(count, plural)} needed no change.`,
  refused: (count: number, plural: string) => `${counted(count, plural)} could not be done and stayed as they are.`,
  showRefused: 'Show which, and why',
  stop: 'Stop',
  stopping: 'Stopping after this part',
  stopped: 'Stopped. What was done before stays done.',
  failed: (count: number) => countOf(count, 'could not be done:', 'could not be done:'),
  skipped: (count: number, plural: string) => `${counted(count, plural)} left alone: your role does not reach them.`,
  done: {
    change: (count: number, plural: string) => `${counted(count, plural)} changed`,
    remove: (count: number, plural: string) => `${counted(count, plural)} deleted`,
    restore: (count: number, plural: string) => `${counted(count, plural)} restored`,
  },
  neededBy: (users: string) => `is still needed by ${users}.`,
  moreFailures: (count: number) => `and ${formatNumber(count)} more`,
} as const
