import { countOf, formatNumber } from '../../ui/format.ts'

const items = (count: number) => countOf(count, 'item', 'items')

export const words = {
  hint: (days: number) =>
    `Whatever is deleted stays here for ${countOf(days, 'day', 'days')} and takes up space until it is gone.`,
  place: 'Was in',
  top: 'Files',
  left: 'Goes in',
  daysLeft: (days: number) => (days === 0 ? 'today' : countOf(days, 'day', 'days')),
  held: 'Stays: legal hold',
  retained: (day: string) => `Stays until ${day}`,
  forever: 'Delete for ever…',
  empty: 'Empty trash…',
  foreverTitle: (count: number, name: string) =>
    count === 1 ? `Delete “${name}” for ever?` : `Delete ${items(count)} for ever?`,
  foreverHint: 'This cannot be undone. Every version of these files goes with them:',
  andMore: (count: number) => `and ${formatNumber(count)} more`,
  foreverConfirm: 'Delete for ever',
  purged: (count: number) => `${countOf(count, 'file', 'files')} deleted for ever`,
  emptyTitle: 'Empty the trash?',
  emptyHint: (organization: string) =>
    `Everything in the trash of ${organization} is deleted for ever, with every version. This cannot be undone.`,
  emptyKept: 'What is under legal hold, must be kept for a time, or is not yours to delete stays.',
  emptyConfirm: 'Empty the trash',
  emptied: (purged: number, kept: number) =>
    `${countOf(purged, 'file', 'files')} deleted for ever${kept ? `, ${formatNumber(kept)} had to stay` : ''}`,
  chooseOne: 'Choose an organization at the top to empty its trash.',
  restoredAs: (name: string) => `Restored as “${name}”: its name was taken meanwhile`,
  folderGoneTitle: (name: string) => `The folder of “${name}” is in the trash too`,
  folderGoneHint: 'Restore the file to the top of the files instead, or cancel and restore the folder first.',
  toTop: 'Restore to the top',
} as const
