/**
 * A database of this browser, one store for each name with the field that is its key. It is opened for each piece of work: a connection that
 * stays would hold up a tab with a newer version.
 */
export function browserDatabase<Name extends string>(name: string, stores: Readonly<Record<Name, string>>) {
  const names = Object.keys(stores) as Name[]

  function open(): Promise<IDBDatabase> {
    const request = indexedDB.open(name, 1)
    request.addEventListener('upgradeneeded', () => {
      for (const store of names) request.result.createObjectStore(store, { keyPath: stores[store] })
    })
    return new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  }

  /** All or nothing; answers the last request once everything is kept. */
  return async function work<Result>(
    mode: IDBTransactionMode,
    ask: (store: (of: Name) => IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    const database = await open()
    try {
      const transaction = database.transaction(names, mode)
      const request = ask((of) => transaction.objectStore(of))
      await ended(transaction)
      return request.result
    } finally {
      database.close()
    }
  }
}

const ended = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error))
  })
