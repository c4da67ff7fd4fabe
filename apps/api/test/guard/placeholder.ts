/** Where an id comes from. `foreign` and `deleted` ones belong to organization B. */
export const idSources = ['own', 'foreign', 'deleted', 'random', 'wrong'] as const
export type IdSource = (typeof idSources)[number]

/** Stands in an input for an id, until somebody sends it: what it becomes can be exchanged, and nothing else with it. */
export interface IdSlot {
  readonly $id: string
  readonly from: IdSource
  readonly pick: number
}

/**
 * Stands in an input for a text. `foreign` is what organization B has in that field, `compared` a second such text that is
 * sent for comparison alone, `fresh` was never sent before.
 */
export interface TextSlot {
  readonly $text: string
  readonly from: 'fresh' | 'foreign' | 'compared'
}

export type Slot = IdSlot | TextSlot
type Path = readonly (string | number)[]

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
export const isIdSlot = (value: unknown): value is IdSlot => isRecord(value) && '$id' in value
const isSlot = (value: unknown): value is Slot => isIdSlot(value) || (isRecord(value) && '$text' in value)

/** The slots of an input with their places. */
export function slotsIn(input: unknown, path: Path = []): { readonly path: Path; readonly slot: Slot }[] {
  if (isSlot(input)) return [{ path, slot: input }]
  if (Array.isArray(input)) return input.flatMap((item, index) => slotsIn(item, [...path, index]))
  if (!isRecord(input)) return []
  return Object.entries(input).flatMap(([name, item]) => slotsIn(item, [...path, name]))
}

/** The same input with another slot in one place. */
export function withSlot(input: unknown, [head, ...rest]: Path, slot: Slot): unknown {
  if (head === undefined) return slot
  if (Array.isArray(input)) return input.map((item, index) => (index === head ? withSlot(item, rest, slot) : item))
  if (!isRecord(input)) return input
  return { ...input, [head]: withSlot(input[head], rest, slot) }
}

/** An input as it is sent. */
export function fill(input: unknown, slotValue: (slot: Slot) => unknown): unknown {
  if (isSlot(input)) return slotValue(input)
  if (Array.isArray(input)) return input.map((item) => fill(item, slotValue))
  if (!isRecord(input)) return input
  return Object.fromEntries(Object.entries(input).map(([name, item]) => [name, fill(item, slotValue)]))
}
