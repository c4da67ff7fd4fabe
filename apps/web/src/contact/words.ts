export const words = {
  title: 'Contacts',
  plural: 'contacts',
} as const
