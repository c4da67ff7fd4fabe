export const words = {
  title: 'Organizations',
  plural: 'organizations',
  showFiles: 'Show its files',
  find: 'Find an organization',
} as const
