/** What every module says alike. Translating means giving this object, and its namesakes, in another language. */
export const words = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  delete: 'Delete',
  undo: 'Undo',
  retry: 'Try again',
  copied: 'Copied',
  clear: 'Clear',
  clearFilters: 'Clear filters',
  clearFilter: (label: string) => `Clear filter: ${label}`,
  loading: 'Loading',
  notLoaded: 'This could not be shown',
  notLoadedHint:
    'Your connection may have failed, or Groundwork was updated. Everything else here goes on. Save what you are working on, then reload the page.',
  reload: 'Reload the page',
  requestId: 'Request id',
  copyFailed: 'Your browser does not let this page copy. Select the text and copy it yourself.',
  showPassword: 'Show password',
  capsLock: 'Caps Lock is on',
  passwordRules: (min: number) =>
    `At least ${min} characters. A few words you remember are better than one with signs in it.`,
  passwordMissing: 'Enter your password',
  tryAgainIn: (wait: string) => `Try again in ${wait}`,
  tooManyAttempts: 'Too many attempts',
  tooManyHint: 'This slows down anybody who guesses. Nothing is locked.',
  waitOver: 'You can try again now.',
} as const
