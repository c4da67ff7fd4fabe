import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query'

/**
 * Asks again for whatever is invalidated, also for what is being asked for at that moment. React Query itself is content with an answer that is
 * on its way where there is none yet, or where nobody looks: it was asked for before what has just been changed, and would be shown as the news of it.
 */
export class FreshQueryClient extends QueryClient {
  private readonly askedAgain = new WeakMap<Query, Promise<void>>()

  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const early = this.getQueryCache().findAll(filters).filter(isAnswerTaken)
    await Promise.all([
      super.invalidateQueries(filters, options),
      ...early.map((query) => this.onceAnswered(query, { refetchType: filters?.refetchType ?? 'active' }, options)),
    ])
  }

  /** However often it is invalidated until then. The answer is not broken off: where changes keep coming nothing would ever be seen. */
  private onceAnswered(
    query: Query,
    { refetchType }: Required<Pick<InvalidateQueryFilters, 'refetchType'>>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const known = this.askedAgain.get(query)
    if (known !== undefined) return known
    const again = (query.promise ?? Promise.resolve())
      // What became of it is told to those who asked.
      .then(noop, noop)
      .then(() => {
        this.askedAgain.delete(query)
        return super.invalidateQueries({ refetchType, predicate: (each) => each === query }, options)
      })
    this.askedAgain.set(query, again)
    return again
  }
}

/** React Query would let the answer that is on its way count. Without a connection none is: what waits for one has yet to be asked for. */
const isAnswerTaken = (query: Query): boolean =>
  query.state.fetchStatus === 'fetching' && (query.state.data === undefined || !query.isActive())

const noop = () => undefined
