import type { FileKind, StorageSystem, UnscannableReason } from '@groundwork/domain'
import { countOf } from '../ui/format.ts'

export const words = {
  title: 'Storage',
  chooseTitle: 'Choose an organization',
  chooseHint: 'Space and rules are those of one organization. Choose it at the top.',
  noViewTitle: 'Storage settings are not open to you',
  noViewHint: 'They are for those who administer the organization.',
  loading: 'Loading storage settings',
  readOnly: 'You may look at these settings. Those who may change the organization may change them.',

  space: 'Space',
  spaceHint: 'For files of this organization and of those below it. Over it only new bytes are refused.',
  quota: 'Space in GB',
  quotaAbove: 'Given by the organization above; at the top by an administrator of the installation.',
  threshold: 'Warn from (%)',
  thresholdHint: 'Once by e-mail and banner, and again at 95 %.',
  saveSpace: 'Save space',

  deleting: 'Deleted files',
  deletingHint: 'What is deleted can be restored for a time, then it is gone for ever.',
  trashDays: 'Days in the trash',

  retention: 'Keeping',
  retentionHint: 'For so many days the bytes of these stay, whoever deletes them.',
  retentionDefault: (days: number) =>
    `Accounting is kept for ${countOf(days, 'day', 'days')} unless a rule here says otherwise.`,
  system: 'Of',
  objectType: 'Kind',
  anyType: 'Everything',
  days: 'Days',
  addRule: 'Add a rule',
  removeRule: 'Remove this rule',
  systems: {
    workspace: 'Workspace',
    accounting: 'Accounting',
    communications: 'Communications',
    'app-builder': 'App builder',
  } satisfies Record<StorageSystem, string>,

  links: 'Public links',
  linksHint: 'For people without an account.',
  linkDays: 'Days a link works unless its maker says otherwise',
  linkPassword: 'Every link needs a password',

  uploads: 'Uploads',
  uploadsHint: 'Only ever stricter than the installation allows.',
  maxMegabytes: (kind: string) => `${kind}, MB at most`,
  kinds: {
    document: 'Documents',
    image: 'Images',
    video: 'Videos',
    audio: 'Audio',
    text: 'Text',
    other: 'Others',
  } satisfies Record<FileKind, string>,
  blocked: 'Refused extensions',
  blockedHint: 'Besides those that are refused everywhere. Press Enter after each.',
  types: 'Accepted types',
  typesHint: 'Empty: every type the installation accepts.',

  scanning: 'Virus scan',
  scanningHint: 'What becomes of files into which the scanner could not look whole.',
  unscannable: {
    tooLarge: 'Too large to scan',
    encrypted: 'Encrypted archives and documents',
    error: 'The scanner failed on it',
  } satisfies Record<UnscannableReason, string>,
  outcome: {
    installation: 'As the installation decides',
    refuse: 'Refuse',
    allow: 'Let through',
  },
  virusTotal: 'Files that VirusTotal does not know may be sent to it',
  virusTotalHint: 'Whoever pays for its service can read what is sent there.',

  standard: 'Standard',
  save: 'Save rules',
  saved: 'Saved',
  discard: 'Discard',
} as const
