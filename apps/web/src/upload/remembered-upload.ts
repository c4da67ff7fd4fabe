import type { PlannedUpload } from './planned-upload.ts'
import type { UploadItem } from './upload-item.ts'

type Destination = Omit<PlannedUpload, 'file'>

/** What is known of a file that was begun, besides its bytes. */
type Begun = Destination & Pick<UploadItem, 'name' | 'bytes' | 'lastModified'>

/** An upload that was begun: enough to go on with it after a reload, once the person gives the file again. */
export interface RememberedUpload extends Begun {
  /** Its address on the server. */
  readonly session: string
  readonly sent: number
  /** Whose it is: another person at the same browser neither sees nor continues it. */
  readonly user: string
  /** When it moved last, in milliseconds since 1970. */
  readonly movedAt: number
}

/** Unfinished uploads are kept by the server for a day. */
export const keptMs = 24 * 60 * 60 * 1000

/** What can still be gone on with, the latest first. */
export const resumable = (all: readonly RememberedUpload[], user: string, now: number): RememberedUpload[] =>
  all
    .filter((one) => one.user === user && now - one.movedAt < keptMs)
    .toSorted((one, other) => other.movedAt - one.movedAt)

/** Name, size and time of change stand for a file's contents: the server judges those as a whole by their hash. */
export const isSameFile = (file: File, begun: Pick<Begun, 'name' | 'bytes' | 'lastModified'>): boolean =>
  begun.name === file.name && begun.bytes === file.size && begun.lastModified === file.lastModified

/** The upload that was begun with this very file on the same way. */
export const begunWith = <One extends Begun>({ file, ...way }: PlannedUpload, all: readonly One[]): One | undefined =>
  all.find(
    (one) =>
      isSameFile(file, one) &&
      one.organization === way.organization &&
      one.folder === way.folder &&
      one.path === way.path &&
      one.replaces === way.replaces &&
      one.attachedTo?.entityId === way.attachedTo?.entityId,
  )
