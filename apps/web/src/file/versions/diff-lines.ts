export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
  /** Its place in the older and the newer text, from 1; null where it is not in it. */
  readonly before: number | null
  readonly after: number | null
}

/** Beyond so many changed lines no comparison is of use to anybody, and the search for the smallest would be long. */
const mostChanges = 2_000

/**
 * The fewest lines to take out and put in that make one text of the other (Myers 1986); null when they have too little in
 * common.
 */
export function diffLines(older: string, newer: string): readonly DiffLine[] | null {
  const before = linesOf(older)
  const after = linesOf(newer)
  const trail = shortestTrail(before, after)
  return trail && walkBack(before, after, trail)
}

const linesOf = (text: string): readonly string[] => {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

type Reach = ReadonlyMap<number, number>

/** How far one comes on each diagonal with 0, 1, 2 ... changes, until both texts are at their ends. */
function shortestTrail(before: readonly string[], after: readonly string[]): readonly Reach[] | null {
  const trail: Reach[] = []
  const reach = new Map<number, number>([[1, 0]])
  for (let changes = 0; changes <= Math.min(mostChanges, before.length + after.length); changes += 1) {
    trail.push(new Map(reach))
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOn(reach, diagonal, changes)
      while (x < before.length && before[x] === after[x - diagonal] && x - diagonal < after.length) x += 1
      reach.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return trail
    }
  }
  return null
}

const isFromAbove = (reach: Reach, diagonal: number, changes: number): boolean =>
  diagonal === -changes || (diagonal !== changes && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1))

const startOn = (reach: Reach, diagonal: number, changes: number): number =>
  isFromAbove(reach, diagonal, changes) ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1

function walkBack(before: readonly string[], after: readonly string[], trail: readonly Reach[]): readonly DiffLine[] {
  const lines: DiffLine[] = []
  let x = before.length
  let y = after.length
  const same = () => {
    lines.push({ kind: 'same', text: before[x - 1] ?? '', before: x, after: y })
    x -= 1
    y -= 1
  }
  for (let changes = trail.length - 1; changes >= 0; changes -= 1) {
    const reach = trail[changes] ?? new Map<number, number>()
    const diagonal = x - y
    const cameFrom = isFromAbove(reach, diagonal, changes) ? diagonal + 1 : diagonal - 1
    const fromX = reach.get(cameFrom) ?? 0
    const fromY = fromX - cameFrom
    while (x > fromX && y > fromY && x > 0 && y > 0) same()
    if (changes === 0) break
    if (x === fromX) lines.push({ kind: 'added', text: after[y - 1] ?? '', before: null, after: y })
    else lines.push({ kind: 'removed', text: before[x - 1] ?? '', before: x, after: null })
    x = fromX
    y = fromY
  }
  return lines.reverse()
}
