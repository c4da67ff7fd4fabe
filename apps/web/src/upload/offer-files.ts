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

/** The folder that files were said to go to. */
interface ChosenFolder {
  readonly organization: string
  /** Null is the top. */
  readonly folder: string | null
}

export type OfferTarget = AttachedTo | ChosenFolder

type Listener = (offer: Offer, to: OfferTarget | undefined) => void

const listeners = new Set<Listener>()

/** From wherever files come - dropped, picked, pasted, shared - they go this way. The frame asks for the organization and starts. */
export function offerFiles(offer: Offer, to?: OfferTarget): void {
  for (const listener of listeners) listener(offer, to)
}

export function onOffer(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** About so many files are asked about at once. */
export const portionSize = 200

/** Files that are all there already, each with the folders it lay in. */
export const offerOf = (files: Iterable<File>): Offer =>
  inPortions([...files].map((file) => ({ file, path: pathOf(file.webkitRelativePath) })))

export async function* inPortions(offered: readonly OfferedFile[]): Offer {
  for (let at = 0; at < offered.length; at += portionSize) yield offered.slice(at, at + portionSize)
}

const pathOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
