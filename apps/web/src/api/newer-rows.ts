import { replaceEqualDeep } from '@tanstack/react-query'

interface Paged {
  readonly pages: readonly { readonly rows: readonly unknown[] }[]
}

/** What was asked for before a change may be answered after it: a row is never replaced by an older one of itself. */
export const newerRow = (shown: unknown, answered: unknown): unknown =>
  replaceEqualDeep(shown, isOlder(answered, shown) ? shown : answered)

/** The same for each row in the pages of a list; which rows are in it is the answer's word alone. What has no id is taken as it is answered. */
export function newerRows(shown: unknown, answered: unknown): unknown {
  const [before, now] = [pagesOf(shown), pagesOf(answered)]
  if (!before || !now) return answered
  const known = new Map(before.pages.flatMap(({ rows }) => rows.map((row) => [idOf(row), row] as const)))
  known.delete(undefined)
  const newer = (row: unknown) => {
    const other = known.get(idOf(row))
    return isOlder(row, other) ? other : row
  }
  return replaceEqualDeep(shown, {
    ...now,
    pages: now.pages.map((page) => ({ ...page, rows: page.rows.map(newer) })),
  })
}

const pagesOf = (data: unknown): Paged | undefined =>
  typeof data === 'object' && data !== null && 'pages' in data ? (data as Paged) : undefined

const idOf = (row: unknown): unknown => (typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined)

/** What was made anew under the key of a row that is gone begins again at its first version. */
const isOlder = (one: unknown, other: unknown): boolean =>
  versionOf(one) < versionOf(other) && madeAt(one) === madeAt(other)

const madeAt = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && 'createdAt' in row ? row.createdAt : undefined

/** What has no version counts as older than all that has one. */
const versionOf = (row: unknown): number =>
  typeof row === 'object' && row !== null && 'version' in row && typeof row.version === 'number' ? row.version : 0
