/** A file that somebody wants to upload, and the path it came with. */
export interface OfferedFile {
  readonly file: File
  /** The folders it lay in, `Photos/2026`; empty for a file on its own. */
  readonly path: string
}

/** In portions, because a dropped folder may hold thousands. */
export type Offer = AsyncIterable<readonly OfferedFile[]>

/** The record that files are added to, and whose they become with it. */
export interface AttachedTo {
  readonly organization: string
  readonly entityType: string
  readonly entityId: string
}

type Listener = (offer: Offer, to: AttachedTo | undefined) => void

const listeners = new Set<Listener>()

/** From wherever files come - dropped, picked, pasted - they go this way. The frame asks for the organization and starts. */
export function offerFiles(offer: Offer, to?: AttachedTo): void {
  for (const listener of listeners) listener(offer, to)
}

export function onOffer(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** About so many files are asked about at once. */
export const portionSize = 200

/** Files that are all there already. */
export async function* offerOf(files: Iterable<File>): Offer {
  const offered = [...files].map((file) => ({ file, path: pathOf(file.webkitRelativePath) }))
  for (let at = 0; at < offered.length; at += portionSize) yield offered.slice(at, at + portionSize)
}

const pathOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
