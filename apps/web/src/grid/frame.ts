/** A rectangle in the coordinates of what scrolls. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Lines {
  /** Of the first one, from the top of what scrolls. */
  readonly top: number
  readonly height: number
  readonly gap: number
}

interface Columns {
  readonly left: number
  readonly width: number
  readonly gap: number
}

export const frameBetween = (
  one: { readonly x: number; readonly y: number },
  other: { readonly x: number; readonly y: number },
): Frame => ({
  left: Math.min(one.x, other.x),
  top: Math.min(one.y, other.y),
  right: Math.max(one.x, other.x),
  bottom: Math.max(one.y, other.y),
})

/**
 * What a frame touches, by arithmetic: of a long list only the rows in view exist. Without `columns` each line is as wide as the
 * list.
 */
export function linesWithin(
  frame: Frame,
  { top, height, gap }: Lines,
  order: readonly string[],
  perRow: number,
  columns?: Columns,
): ReadonlySet<string> {
  const [from, to] = touched(frame.top - top, frame.bottom - top, height, gap)
  const [first, last] = columns
    ? touched(frame.left - columns.left, frame.right - columns.left, columns.width, columns.gap)
    : [0, perRow - 1]
  const keys = new Set<string>()
  for (let line = Math.max(0, from); line <= Math.min(to, Math.ceil(order.length / perRow) - 1); line += 1) {
    for (let column = Math.max(0, first); column <= Math.min(last, perRow - 1); column += 1) {
      const key = order[line * perRow + column]
      if (key !== undefined) keys.add(key)
    }
  }
  return keys
}

/** The first and the last of equal spans, with gaps between them, that a stretch touches. */
function touched(from: number, to: number, span: number, gap: number): readonly [number, number] {
  const step = span + gap
  const first = Math.floor(from / step)
  const isInGap = from - first * step >= span
  return [isInGap ? first + 1 : first, Math.floor(to / step)]
}
