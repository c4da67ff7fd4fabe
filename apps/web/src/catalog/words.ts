export const words = {
  title: 'Products',
  plural: 'products',
} as const
