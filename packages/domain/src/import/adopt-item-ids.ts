import { isSameValue } from '../audit/audit-diff.ts'
import type { Fields } from '../resource/define-resource.ts'

type Item = Readonly<Record<string, unknown>>
type Values = Readonly<Record<string, unknown>>

/**
 * Files know no ids of e-mail addresses and the like: an item that says what one of the row says already is that one. Otherwise the
 * same file brought in twice would change every row.
 */
export function adoptItemIds(fields: Fields, values: Values, standing: Values): Values {
  const adopted: Record<string, unknown> = { ...values }
  for (const [name, value] of Object.entries(values)) {
    const before = standing[name]
    if (!fields[name]?.members?.id || !Array.isArray(value) || !Array.isArray(before)) continue
    const free = new Set<Item>(before)
    for (const item of value) for (const one of before) if (one.id === item.id) free.delete(one)
    adopted[name] = value.map((item: Item) => (item.id === undefined ? known(item, free) : item))
  }
  return adopted
}

/** Each item of the row is one item of the file at most. */
function known(item: Item, free: Set<Item>): Item {
  const same = [...free].find((one) => Object.entries(item).every(([name, value]) => isSameValue(value, one[name])))
  if (!same) return item
  free.delete(same)
  return { ...same, ...item }
}
