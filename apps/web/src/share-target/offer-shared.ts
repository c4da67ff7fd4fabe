import { inPortions, type Offer } from '../upload/offer-files.ts'
import type { ReceivedShare } from './received-share.ts'
import type { ShareStore } from './received-shares.ts'

interface OfferingParts extends Pick<ShareStore, 'filesOf' | 'forget'> {
  /** Answers how to let go of a share, or null where another tab sends its files. */
  claim(id: string): Promise<(() => void) | null>
  /** Resolves once nothing of these files is left to be sent. */
  untilStored(files: readonly File[]): Promise<void>
  /** All is handed over, or it broke off. */
  onEnd(): void
}

/**
 * The files of these shares, for the upload tray. Each share is forgotten once its files have arrived: the tray is gone when the page is, and
 * the next thing that is shared loads it anew.
 */
export async function* offerShared(shares: readonly ReceivedShare[], parts: OfferingParts): Offer {
  try {
    for (const { id } of shares) yield* offerOne(id, parts)
  } finally {
    parts.onEnd()
  }
}

async function* offerOne(id: string, { filesOf, forget, claim, untilStored }: OfferingParts): Offer {
  const release = await claim(id)
  if (!release) return
  let arrival = Promise.resolve()
  try {
    const files = await filesOf(id)
    yield* inPortions(files.map((file) => ({ file, path: '' })))
    // The tray asks for more: it has them.
    arrival = untilStored(files).then(() => forget(id))
  } finally {
    // What could not be forgotten is asked about once more.
    void arrival.catch(() => undefined).then(release)
  }
}
