import type { UnitOfWork } from '@groundwork/db'
import type { DomainError } from '@groundwork/domain'

interface Writing<Item, Result> {
  /** Writes all of them; where one is refused, nothing of it stays. */
  write(items: readonly Item[]): Promise<readonly Result[]>
  /** Told of each one that cannot be written by itself either. */
  refused(item: Item, refusal: DomainError): void
}

/** All at once where that goes; otherwise by halves, so that a row that is in the way keeps no other from it. Resolves to what came of those that went. */
export async function byHalves<Item, Result>(
  work: UnitOfWork,
  items: readonly Item[],
  writing: Writing<Item, Result>,
): Promise<readonly Result[]> {
  const [first] = items
  if (!first) return []
  const attempt = await work.attempt(() => writing.write(items))
  if ('result' in attempt) return attempt.result
  if (items.length === 1) {
    writing.refused(first, attempt.refusal)
    return []
  }
  const middle = items.length >> 1
  const before = await byHalves(work, items.slice(0, middle), writing)
  return [...before, ...(await byHalves(work, items.slice(middle), writing))]
}
