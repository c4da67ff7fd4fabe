import type { FileKind } from '@groundwork/domain'
import { countOf } from '../../ui/format.ts'

export const words = {
  what: 'What the space is used for',
  title: 'Storage',
  loading: 'Loading',
  used: (used: string, quota: string) => `${used} of ${quota} used`,
  reserved: (bytes: string) => `${bytes} are reserved for uploads under way.`,
  own: (bytes: string) => `${bytes} of it are the organization’s own; the rest belongs to organizations below it.`,
  levels: {
    warning: 'Nearly full. Delete what nobody needs, or ask for more space before uploads are refused.',
    critical: 'Almost no space is left. Uploads will be refused soon.',
    full: 'No space is left. New uploads are refused; everything else works as before.',
  },
  byKind: 'By kind',
  byFolder: 'By folder',
  byOwner: 'By person',
  by: 'Break down',
  inTrash: (bytes: string, count: number) => `${bytes} in the trash (${countOf(count, 'file', 'files')})`,
  toTrash: 'Open the trash',
  top: 'Not in a folder',
  nobody: 'Nobody known',
  files: (count: number) => countOf(count, 'file', 'files'),
  name: 'Name',
  count: 'Files',
  size: 'Size',
  noBreakdown: 'What it is used for is shown to those who may see every file of the organization.',
  nothing: 'Nothing is kept yet.',
  settings: 'Storage settings',
  banner: {
    warning: (percent: number) => `The organization’s space is ${percent} % full.`,
    critical: (percent: number) => `The organization’s space is ${percent} % full: uploads will soon be refused.`,
    full: () => 'The organization has no space left: new uploads are refused.',
  },
  kinds: {
    document: 'Documents',
    image: 'Images',
    video: 'Videos',
    audio: 'Audio',
    text: 'Text',
    other: 'Other',
  } satisfies Record<FileKind, string>,
} as const
