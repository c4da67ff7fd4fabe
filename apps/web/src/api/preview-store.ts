import { memoryTokenStore, type TokenStore } from '@groundwork/client'

/** Where the access token is kept: in memory, and beside it the one of a preview, which goes first while there is one. */
export interface PreviewStore extends TokenStore {
  begin(access: string): void
  end(): void
}

/**
 * A preview's token is never renewed. When the server no longer honours it, the client renews the person's own, and with
 * that the preview is over; so it is with a reload.
 */
export function previewStore(): PreviewStore {
  const own = memoryTokenStore()
  let preview: string | null = null
  return {
    load: () => (preview === null ? own.load() : { access: preview }),
    save: (tokens) => {
      preview = null
      return own.save(tokens)
    },
    begin: (access) => {
      preview = access
    },
    end: () => {
      preview = null
    },
  }
}
