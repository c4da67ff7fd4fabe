import type { FileKind, StorageSystem, UnscannableReason } from '@groundwork/domain'
import { countOf } from '../ui/format.ts'

/** The providers as people call them. */
const storageNames: Readonly<Record<string, string>> = {
  local: 'Local disk',
  s3: 'S3',
  spaces: 'DigitalOcean Spaces',
  azure: 'Azure Blob Storage',
  gcs: 'Google Cloud Storage',
}

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

  place: 'Where the bytes lie',
  placeHint: 'For superusers. Files stay readable while they move, and people go on working.',
  storage: (name: string) => storageNames[name] ?? name,
  newFilesIn: (name: string) => `New files are kept in “${name}”.`,
  allFilesIn: (name: string) => `All files are in “${name}”, moved`,
  moving: (name: string, count: number, size: string) =>
    `On their way to “${name}”: ${countOf(count, 'file is', 'files are')} there, ${size}.`,
  movedPercent: (percent: number) => `${percent} % moved`,
  stillToMove: (count: number, size: string) =>
    `${countOf(count, 'file', 'files')}, ${size}, still to go. New files go there already.`,
  moveProblem: 'Not everything could be moved yet. It is tried again by itself',
  onlyStorage: 'No other storage is set up. One that is named in STORAGE_ALSO, for API and workers, is offered here.',
  moveTo: 'Move…',
  moveTitle: 'Move to another storage',
  moveHint:
    'Each file is copied, compared and only then taken away from its old place. It goes on after a restart, and can be reversed at any time.',
  moveWhere: 'To',
  moveBegin: 'Begin the move',

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
