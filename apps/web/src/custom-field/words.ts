export const words = {
  heading: 'Custom fields',
  retired: 'No longer used',
  none: 'None yet',
  define: 'Define fields for everybody',
  choose: 'Choose',
  clear: (label: string) => `Clear ${label}`,
  yes: 'Yes',
  no: 'No',
  notSaid: 'Not said',
} as const
