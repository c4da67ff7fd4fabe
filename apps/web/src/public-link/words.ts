import { countOf, formatDay } from '../ui/format.ts'

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

  files: 'Files',
  emptyFolder: 'There is nothing in this folder.',
  more: 'Show more',
  path: 'Folders above',
  back: 'Back to the list',
  folder: 'Folder',

  uploadTitle: (name: string) => `Send files to “${name}”`,
  uploadHint: 'Files you send here can be seen by those who made this link, not by others who have it.',
  madeWith: 'Groundwork',
} as const
