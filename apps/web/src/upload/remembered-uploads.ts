import type { RememberedUpload } from './remembered-upload.ts'

const databaseName = 'groundwork-uploads'
const storeName = 'begun'

/** The uploads that this browser has begun, kept beyond a reload. Never the bytes: only what is needed to go on. */
export const rememberedUploads = {
  all: (): Promise<RememberedUpload[]> => inStore('readonly', (store) => store.getAll()),
  get: (session: string): Promise<RememberedUpload | undefined> => inStore('readonly', (store) => store.get(session)),
  keep: async (upload: RememberedUpload): Promise<void> => {
    await inStore('readwrite', (store) => store.put(upload))
  },
  forget: (session: string): Promise<undefined> => inStore('readwrite', (store) => store.delete(session)),
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  try {
    return await resultOf(work(database.transaction(storeName, mode).objectStore(storeName)))
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName, { keyPath: 'session' }))
  return resultOf(request)
}

const resultOf = <Result>(request: IDBRequest<Result>) =>
  new Promise<Result>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
