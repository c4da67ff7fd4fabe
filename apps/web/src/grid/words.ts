export const words = {
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all',
  actions: 'Actions',
  sortBy: (label: string) => `Sort by ${label}`,
  loadingMore: 'Loading more',
} as const
