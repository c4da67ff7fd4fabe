import { GroundworkError, type PublicLink, type TakenFiles, toGroundworkError } from '@groundwork/client'
import { refusalByName } from '../upload/judge-before-upload.ts'
import type { Offer } from '../upload/offer-files.ts'
import { untilReady } from '../upload/until-ready.ts'
import { isResumable, type UploadItem } from '../upload/upload-item.ts'
import { createUploadQueue, type SendOptions } from '../upload/upload-queue.ts'
import { words } from './words.ts'

const tellEveryMs = 120

/** The link says where it goes. */
const throughLink = { organization: '', folder: null }

/**
 * The uploads through one link, by the queue that those who have signed in use. Nothing of them is kept beyond the page: the device
 * may be anybody's. `onEnd` is called when the link takes nothing more.
 */
export function openLinkUploads(link: PublicLink, takes: TakenFiles | null, onEnd: (error: unknown) => void) {
  const queue = createUploadQueue({
    send: async (item, file, options) => {
      try {
        await sendThrough(link, item, file, options)
      } catch (error) {
        void endOf(link, error).then((end) => end !== null && onEnd(end))
        throw inWords(error)
      }
      // Scanning and all that follows is those people's to see who made the link.
      return { id: item.id, status: 'available', statusReason: null }
    },
    refuse: ({ name, path, bytes }) =>
      path && takes?.folders === false
        ? words.noFolders
        : refusalByName({ name, bytes, policy: takes ?? undefined, advice: words.askSender }),
    judge: async () => null,
    remember: () => undefined,
    forget: (session, isGivenUp) => {
      if (isGivenUp) giveUp(session)
    },
    untilReady,
    now: () => performance.now(),
    later: (work) => void window.setTimeout(work, tellEveryMs),
  })

  const giveUp = (session: string) =>
    // What the server is not told of it removes by itself after a day.
    void link.forget(session).catch(() => undefined)

  return {
    ...queue,
    async take(offer: Offer): Promise<void> {
      for await (const offered of offer) queue.add(offered.map((one) => ({ ...one, ...throughLink })))
    },
    /** Ends all of it for good: what a link may have under way is little, and nobody comes back for it. */
    leave(): void {
      for (const { session } of queue.snapshot().items) if (session !== undefined) giveUp(session)
      queue.reset()
    },
  }
}

export type LinkUploads = ReturnType<typeof openLinkUploads>

function sendThrough(link: PublicLink, item: UploadItem, file: File, { signal, onSession, onSent }: SendOptions) {
  const { path, name, session } = item
  const about = {
    ...(path && { relativePath: `${path}/${name}` }),
    signal,
    onProgress: ({ sentBytes }: { readonly sentBytes: number }) => onSent(sentBytes),
  }
  if (!isResumable(item)) return link.upload(file, about)
  // When to try again after a break is the queue's to say.
  return link.uploadInPieces(file, { ...about, session, onSession, retryDelays: [] })
}

/** Also a file may be what is refused: then the link still says what it leads to. */
const mayEndLink = new Set(['not_found', 'not_available', 'forbidden'])

async function endOf(link: PublicLink, error: unknown): Promise<unknown> {
  if (!mayEndLink.has(toGroundworkError(error).code)) return null
  try {
    const { needsPassword } = await link.show()
    return needsPassword ? error : null
  } catch (end) {
    return mayEndLink.has(toGroundworkError(end).code) ? inWords(end) : null
  }
}

/** To whoever opened it a moment ago it is not "no such link". */
function inWords(error: unknown): unknown {
  const { code, status } = toGroundworkError(error)
  return code === 'not_found' ? new GroundworkError({ code, status, detail: words.takenBack }) : error
}
