const atOnce = 4

/** Does the work for every item, a few at a time. Fails with the first failure, after those under way have ended. */
export async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = [...items]
  const takeTurns = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, takeTurns))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
