import type { FileState, LinkEnd, LinkKind, NoPreviewReason, SharePermission } from '@groundwork/domain'
import type { AccessReason } from './share/sharing-types.ts'
import { countOf, formatFirst, formatNumber } from './ui/format.ts'

const permissions = {
  view: 'Can view',
  download: 'Can download',
  delete: 'Can delete',
} satisfies Record<SharePermission, string>

const uses: Readonly<Record<string, string>> = {
  VIEW: 'looked at',
  DOWNLOAD: 'downloaded',
  UPLOAD: 'uploaded',
  CREATE: 'made a folder',
  PERMISSION_ASSIGN: 'made',
  PERMISSION_CHANGE: 'changed',
  PERMISSION_REVOKE: 'revoked',
}

/** All that these components say. Translating means giving this object in another language. */
export const words = {
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',
  requestId: 'Request id',
  download: 'Download',
  none: 'None',

  shareTitle: (name: string) => `Share “${name}”`,
  sharing: 'Sharing',
  people: 'People',
  links: 'Links',
  access: 'Who has access',
  shareWith: 'Share with',
  shareWithHint: 'Name of a person or role',
  found: 'People and roles',
  roleNamed: (about: string) => (about ? `Role · ${about}` : 'Role'),
  looking: 'Looking…',
  nobodyFound: 'Nobody and no role of that name',
  shareWithOne: (name: string) => `Share with ${name}`,
  permission: 'Permission',
  permissions,
  permissionOf: (name: string) => `What ${name} may do`,
  lifetime: 'Ends',
  lifetimes: (days: string) => (days === 'never' ? 'Never' : `After ${countOf(Number(days), 'day', 'days')}`),
  mayReshare: 'May share it on',
  share: 'Share',
  notShared: 'Not shared with anybody yet. Whoever may see the organization’s files sees it anyway.',
  sharedWith: 'Shared with',
  role: 'Role',
  sharedBy: (name: string) => `shared by ${name}`,
  until: (day: string) => `until ${day}`,
  resharing: 'may share on',
  unshare: (name: string) => `Stop sharing with ${name}`,
  nobodyHasAccess: 'Only administrators of the installation can open it.',
  because: (reason: AccessReason) =>
    reason.by === 'role'
      ? `Role ${reason.role}`
      : [
          `Shared by ${reason.givenBy}`,
          reason.role && `with everybody who is ${reason.role}`,
          reason.folder && `as part of the folder ${reason.folder}`,
        ]
          .filter(Boolean)
          .join(' '),
  moreHaveAccess: 'More people have access than are shown here.',
  deadShare: (giver: string, to: string | null) =>
    `A share by ${giver}${to ? ` for ${to}` : ''} no longer works: ${giver} may not do this any more.`,
  isDead: 'gives nothing now',
  weaker: (right: SharePermission) => `${permissions[right].toLowerCase()} at most now`,

  newLink: 'New link',
  noLinks: 'No links yet. A link opens it for people without an account, for as long as you say.',
  linkMade: 'The link is ready',
  linkCopied: 'Copied to the clipboard',
  linkAddress: 'Address of the link',
  linkOnce: 'Copy it now: it is shown only this once.',
  linkKind: 'It lets people',
  linkKinds: { view: 'View', download: 'Download', upload: 'Upload only' } satisfies Record<LinkKind, string>,
  linkPassword: 'Password',
  downloadLimit: 'Downloads at most',
  linkName: 'Name',
  linkNameHint: 'For yourself, to tell links apart. Whoever opens it sees it too.',
  makeLink: 'Make link',
  madeBy: (name: string, day: string) => `made by ${name} on ${day}`,
  withoutEnd: 'never ends',
  withPassword: 'with a password',
  downloads: (count: number, limit: number | null) =>
    limit === null
      ? countOf(count, 'download', 'downloads')
      : `${formatNumber(count)} of ${countOf(limit, 'download', 'downloads')}`,
  linkStates: {
    works: 'Works',
    revoked: 'Revoked',
    expired: 'Expired',
    used_up: 'Used up',
    maker: 'Its maker may no longer share this',
  } satisfies Record<LinkEnd | 'maker' | 'works', string>,
  usesOf: (name: string) => `Uses of ${name}`,
  uses: 'Uses',
  useOf: ({ action, success }: { readonly action: string; readonly success: boolean }) =>
    success ? (uses[action] ?? action) : 'wrong password',
  neverUsed: 'Nobody has used it yet.',
  revoke: 'Revoke for good',
  revokeOne: (name: string) => `Revoke ${name}`,

  noPreviewTitle: 'No preview of this file',
  noPreviewHint: 'Download the file to open it in its own program.',
  noPreviewForLooking:
    'It is there to be looked at only, and there is nothing of it to show. Ask whoever gave it to you.',
  noPreviewReasons: {
    not_installed: 'The program that would draw it is not installed on the server.',
    damaged: 'The file seems to be damaged.',
    encrypted: 'The file is protected by a password.',
    too_large: 'The file is too large for a preview.',
    too_costly: 'Drawing it took too long.',
  } satisfies Record<NoPreviewReason, string>,
  notServable: 'It cannot be shown',
  previewLoading: 'Loading preview',
  pdfUnsupported: 'This browser does not show PDF files in a page.',
  mediaFailed: 'This browser cannot play the file.',
  textCut: (shown: string) => `Only the first ${shown} are shown. Download the file to read all of it.`,
  rowsCut: (count: number) =>
    `Only the first ${formatNumber(count)} rows are shown. Download the file to see all of them.`,
  raw: 'Text',
  rendered: 'Formatted',
  sheet: 'Sheet',

  states: {
    pending: 'Uploading',
    receiving: 'Uploading',
    stored: 'Waiting for scan',
    scanning: 'Scanning',
    available: 'Available',
    quarantined: 'Refused',
    unscannable: 'Not scannable',
    failed: 'Failed',
    damaged: 'Damaged',
    purged: 'Removed',
  } satisfies Record<FileState, string>,

  quota: 'Space used',
  quotaOf: (used: string, quota: string) => `${used} of ${quota} used`,
  quotaLevels: { warning: 'Nearly full', critical: 'Almost no space left', full: 'Full' },

  files: 'Files',
  noFiles: 'No files yet',
  name: 'Name',
  size: 'Size',
  state: 'State',
  added: 'Added',
  showMore: 'Show more',
  downloadOne: (name: string) => `Download ${name}`,

  uploadHere: 'Drop files here, or choose them',
  chooseHere: 'Choose what to upload',
  unread: (paths: readonly string[]) =>
    `${formatFirst(paths)} could not be read and ${paths.length === 1 ? 'was' : 'were'} not taken. Everything else was.`,
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  uploads: 'Uploads',
  transferStages: { waiting: 'Waiting', done: 'Uploaded', failed: 'Failed', cancelled: 'Cancelled' },
  cancelOne: (name: string) => `Cancel ${name}`,
  retryOne: (name: string) => `Try ${name} again`,
  percent: (share: number) => `${Math.round(share * 100)} %`,
} as const
