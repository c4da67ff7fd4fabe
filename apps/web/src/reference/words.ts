export const words = {
  title: 'Reference data',
  kinds: 'Kinds of reference data',
  statuses: 'Statuses',
  statusesPlural: 'statuses',
  readOnly: 'Everybody reads this; only superusers change it.',
} as const
