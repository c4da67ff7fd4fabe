type Item = Readonly<Record<string, unknown>>

/** The list with one item as the primary one. */
export const withPrimary = (items: readonly Item[], place: number): Item[] =>
  items.map((item, index) => ({ ...item, isPrimary: index === place }))

/** The list without an item; when that was the primary one, the first that is left takes its place. */
export function withoutItem(items: readonly Item[], place: number): Item[] {
  const left = items.filter((_, index) => index !== place)
  return items[place]?.isPrimary === true ? withPrimary(left, 0) : left
}

/** The list with a new item at its end; the first of all is the primary one. */
export const withItem = (items: readonly Item[], item: Item, hasPrimary: boolean): Item[] => [
  ...items,
  hasPrimary ? { ...item, isPrimary: items.length === 0 } : item,
]
