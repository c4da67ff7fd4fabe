import type { DiffLine } from './diff-lines.ts'

/** Unchanged lines that are not shown. */
export interface Gap {
  readonly hidden: number
}

/** So many unchanged lines stand around each change. */
const around = 3

/** The changes with a little around each; what lies between is only counted. */
export function inHunks(lines: readonly DiffLine[]): readonly (DiffLine | Gap)[] {
  const isNear = lines.map((_, place) =>
    lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same'),
  )
  const parts: (DiffLine | Gap)[] = []
  let hidden = 0
  const close = () => {
    if (hidden) parts.push({ hidden })
    hidden = 0
  }
  lines.forEach((line, place) => {
    if (!isNear[place]) hidden += 1
    else {
      close()
      parts.push(line)
    }
  })
  close()
  return parts
}
