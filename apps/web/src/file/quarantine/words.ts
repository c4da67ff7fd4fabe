export const words = {
  ask: (organization: string | null) =>
    `If you think that is a mistake, ask an administrator${organization ? ` of ${organization}` : ''}.`,
  rescan: 'Scan again',
  rescanAsked: 'It will be scanned again in a moment',
  release: 'Release…',
  releaseTitle: (name: string) => `Release “${name}” all the same?`,
  releaseHint:
    'Whoever may open files of the organization can open it then, whatever was found in it. A later scan that finds something else locks it away again.',
  releaseConfirm: 'Release it',
  reason: 'Reason',
  reasonHint: 'Shown with the file, and kept in the audit trail.',
} as const
