/** Which rows are chosen, which one has the focus, and where a range began. Rows are known by their keys. */
export interface Selection {
  readonly active: string | null
  readonly anchor: string | null
  readonly keys: ReadonlySet<string>
}

export const nothingSelected: Selection = { active: null, anchor: null, keys: new Set() }

export const only = (key: string): Selection => ({ active: key, anchor: key, keys: new Set([key]) })

/** Moves the focus without choosing. */
export const focusOn = (selection: Selection, key: string): Selection => ({ ...selection, active: key })

/** Ctrl-click: in or out, the others stay. */
export function toggle({ keys }: Selection, key: string): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { active: key, anchor: key, keys: next }
}

/** Shift: everything between where the range began and here, and nothing else. */
export function extendTo(selection: Selection, key: string, order: readonly string[]): Selection {
  const anchor = selection.anchor ?? selection.active ?? key
  const ends = [order.indexOf(anchor), order.indexOf(key)].sort((a, b) => a - b)
  const [from = -1, to = -1] = ends
  if (from < 0) return only(key)
  return { active: key, anchor, keys: new Set(order.slice(from, to + 1)) }
}

export const selectAll = (selection: Selection, order: readonly string[]): Selection => ({
  ...selection,
  active: selection.active ?? order[0] ?? null,
  keys: new Set(order),
})

/** These and no others; the focus stays where it is, and where it is nowhere goes to the last of them. */
export const chosenOnly = (selection: Selection, keys: ReadonlySet<string>): Selection => ({
  ...selection,
  active: selection.active ?? [...keys].at(-1) ?? null,
  keys,
})

/** Forgets rows that are gone. The focus moves to the row that took the lost one's place. */
export function withoutMissing(selection: Selection, before: readonly string[], order: readonly string[]): Selection {
  const present = new Set(order)
  const isActiveGone = selection.active !== null && !present.has(selection.active)
  const keys = [...selection.keys].filter((key) => present.has(key))
  if (!isActiveGone && keys.length === selection.keys.size) return selection
  const place = before.indexOf(selection.active ?? '')
  const active = isActiveGone ? (order[Math.min(Math.max(place, 0), order.length - 1)] ?? null) : selection.active
  const isAnchorGone = selection.anchor !== null && !present.has(selection.anchor)
  return { active, anchor: isAnchorGone ? active : selection.anchor, keys: new Set(keys) }
}
