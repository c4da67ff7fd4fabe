import { browserDatabase } from './browser-database.ts'
import type { RememberedUpload } from './remembered-upload.ts'

const work = browserDatabase('groundwork-uploads', { begun: 'session' })

/** The uploads that this browser has begun, kept beyond a reload. Never the bytes: only what is needed to go on. */
export const rememberedUploads = {
  all: (): Promise<RememberedUpload[]> => work('readonly', (store) => store('begun').getAll()),
  get: (session: string): Promise<RememberedUpload | undefined> =>
    work('readonly', (store) => store('begun').get(session)),
  keep: async (upload: RememberedUpload): Promise<void> => {
    await work('readwrite', (store) => store('begun').put(upload))
  },
  forget: (session: string): Promise<undefined> => work('readwrite', (store) => store('begun').delete(session)),
}
