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
  requestId: 'Request id',
  copyFailed: 'Your browser does not let this page copy. Select the text and copy it yourself.',
} as const
