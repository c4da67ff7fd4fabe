import { inPortions, type Offer } from '../upload/offer-files.ts'
import type { ReceivedShare } from './received-share.ts'
import type { ShareStore } from './received-shares.ts'

interface OfferingParts extends Pick<ShareStore, 'filesOf' | 'forget'> {
  /** All is handed over, or it broke off. */
  onEnd(): void
}

/**
 * The files of these shares, for the upload tray. Each share is forgotten once the tray has its files, which is when it asks for more: what
 * breaks off before, as by a lost connection, is still there.
 */
export async function* offerShared(shares: readonly ReceivedShare[], { filesOf, forget, onEnd }: OfferingParts): Offer {
  try {
    for (const { id } of shares) {
      const files = await filesOf(id)
      yield* inPortions(files.map((file) => ({ file, path: '' })))
      await forget(id)
    }
  } finally {
    onEnd()
  }
}
