/** What every module says alike. Translating means giving this object, and its namesakes, in another language. */
export const words = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  delete: 'Delete',
  restore: 'Restore',
  undo: 'Undo',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  clear: 'Clear',
  loading: 'Loading',
  moreActions: 'More actions',
  requestId: 'Request id',
  none: 'None',
  unnamed: 'Untitled',
  copyFailed: 'Your browser does not let this page copy. Select the text and copy it yourself.',
} as const
