import { DomainError, type FieldErrors } from '@groundwork/domain'
import type { Statement } from '../connection/statement.ts'
import { isRefusal } from './is-refusal.ts'
import type { ReadSession } from './read.ts'

/** What one call writes at most. */
const mostRows = 1000

/** So many refusals are told; who has more has misunderstood something, and need not read them all. */
const mostRefusals = 20

/** @throws DomainError invalid for more rows than one call takes */
export function refuseTooMany(items: readonly unknown[], field: string): void {
  if (items.length <= mostRows) return
  const message = `Expected at most ${mostRows}`
  throw new DomainError('invalid', message, { reason: 'too_many_rows', fields: { [field]: [message] } })
}

interface Together<Item, Result> {
  readonly items: readonly Item[]
  /** Writes all of them, in whatever way is fastest. */
  readonly write: () => Promise<Result>
  /** Writes one of them by itself. */
  readonly writeOne: (item: Item) => Promise<unknown>
}

/**
 * Writes many rows or none. When something is refused, they are tried once more one by one, so that every refusal can be told on
 * its row: `rows.3.sku`. Nothing of either is left then, and the transaction is to be given up.
 */
export async function writeTogether<Item, Result>(
  session: ReadSession,
  { items, write, writeOne }: Together<Item, Result>,
): Promise<Result> {
  try {
    const [, result] = await Promise.all([session.run(hold), write()])
    return result
  } catch (error) {
    if (!isRefusal(error)) throw error
    await session.run(undo)
    await tryEach(session, items, writeOne)
    // What was in the way has gone in the meantime. The caller may try again.
    throw error
  }
}

/** One after the other: what a row needs may be what the one before has made. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  use: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await use(item))
  return results
}

async function tryEach<Item>(
  session: ReadSession,
  items: readonly Item[],
  writeOne: (item: Item) => Promise<unknown>,
): Promise<void> {
  const refusals: Refusal[] = []
  for (const [index, item] of items.entries()) {
    try {
      await Promise.all([session.run(hold), writeOne(item)])
      await session.run(release)
    } catch (error) {
      if (!isRefusal(error)) throw error
      await session.run(undo)
      if (refusals.push({ index, error }) >= mostRefusals) break
    }
  }
  const [first] = refusals
  if (first) throw allOf(first.error, refusals)
}

const plain = (text: string): Statement => ({ text, values: [] })
const hold = plain('savepoint held')
const undo = plain('rollback to savepoint held')
const release = plain('release savepoint held')

interface Refusal {
  readonly index: number
  readonly error: DomainError
}

/** One error for all: of the first one's kind, with the messages of each. */
function allOf({ code, message, reason, details, cause }: DomainError, refusals: readonly Refusal[]): DomainError {
  return new DomainError(code, message, {
    ...(reason && { reason }),
    ...(details && { details }),
    fields: Object.fromEntries(refusals.flatMap((refusal) => Object.entries(fieldsOf(refusal)))),
    cause,
  })
}

function fieldsOf({ index, error }: Refusal): FieldErrors {
  const fields = Object.entries(error.fields ?? {})
  if (!fields.length) return { [`rows.${index}`]: [error.message] }
  return Object.fromEntries(fields.map(([path, messages]) => [`rows.${index}.${path}`, messages]))
}
