import { countOf } from '../ui/format.ts'
import type { Trouble } from './find-shares.ts'

const files = (count: number) => countOf(count, 'file', 'files')

export const words = {
  title: (count: number) => `Upload ${files(count)} you shared?`,
  hint: 'From the share sheet of this device, and kept only here, for a day at most, until you decide.',
  waiting: (count: number) => `${files(count)} you shared ${count === 1 ? 'waits' : 'wait'} on this device.`,
  resume: 'Upload or decline…',
  list: 'Shared files',
  others: (count: number) => `and ${files(count)} more`,
  organization: 'Organization',
  chooseOrganization: 'Choose an organization',
  folder: 'Folder',
  decline: 'Do not upload',
  upload: 'Upload',
  understood: 'OK',
  trouble: {
    unready: {
      title: 'What you shared has not arrived',
      hint: 'The app was not ready to take it, and nothing was kept. Share it once more; if that does not help, upload it from here.',
    },
    empty: {
      title: 'Only files can be uploaded',
      hint: 'What you shared is a text or a link, without a file. Nothing of it was kept.',
    },
    unkept: {
      title: 'What you shared could not be kept',
      hint: 'There may be no room for it on this device. Nothing of it was kept; upload it from here instead.',
    },
    gone: {
      title: 'What was shared is not here any more',
      hint: 'It was uploaded or declined, is older than a day, or was shared by somebody else. Share it once more if you still need it.',
    },
    forbidden: {
      title: 'You may not add files',
      hint: 'What you shared was not kept. Ask an administrator of your organization if you need to add files.',
    },
  } satisfies Record<Trouble, { readonly title: string; readonly hint: string }>,
} as const
