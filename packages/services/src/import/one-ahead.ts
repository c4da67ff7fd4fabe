/** Has the next item made while the one before is being used: reading and planning rows goes on while the database writes. */
export async function* oneAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, undefined> {
  const iterator = items[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return undefined
      next = iterator.next()
      // Whoever takes it up hears of it; until then nobody waits for it.
      next.catch(heardLater)
      yield value
    }
  } finally {
    await next.catch(heardLater)
    await iterator.return?.()
  }
}

const heardLater = () => undefined
