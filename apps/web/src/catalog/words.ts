export const words = {
  title: 'Products',
  plural: 'products',
  categories: 'Categories',
  categoriesPlural: 'categories',
  categoryType: 'Type of category',
} as const
