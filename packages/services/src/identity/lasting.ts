import type { WorkContext } from '@groundwork/db'

interface Lasting<Context> {
  readonly clock: () => Date
  /** For so long nobody is asked again. */
  readonly freshMs: number
  /** Who acts by now. @throws DomainError once they may do nothing any more */
  readonly find: () => Promise<Context>
}

/** A context for what may take long, which finds out by then who acts. */
export function lasting<Context extends WorkContext>(
  found: Context,
  { clock, freshMs, find }: Lasting<Context>,
  foundAt = clock().getTime(),
): Context {
  const isFresh = () => Math.abs(clock().getTime() - foundAt) < freshMs
  const context: Context = {
    ...found,
    renew: async () => {
      if (isFresh()) return context
      const askedAt = clock().getTime() // What it says is of then, however long the answer takes.
      return lasting(await find(), { clock, freshMs, find }, askedAt)
    },
  }
  return context
}
