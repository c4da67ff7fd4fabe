import { type DownloadOptions, downloadFile } from './download-file.ts'
import { errorOfResponse, toGroundworkError } from './groundwork-error.ts'
import type { UploadSource } from './platform.ts'
import { forgetUpload, type ResumableOptions, type ResumableServices, resumableUpload } from './resumable-upload.ts'
import type { FileRow, RouterInputs } from './router-types.ts'

/** Files by themselves, and folders with all that lies in them. */
export interface ZipSelection {
  readonly organization?: string
  readonly ids?: readonly string[]
  readonly folders?: readonly string[]
}

/** Bytes in and out, however long they take. */
export interface FileTransfers {
  /**
   * Uploads a file of any size over a bad line: it goes on where a connection broke. Aborting its signal pauses it; the same call
   * with the `session` that it told of goes on. Resolves once the file is stored, before it is scanned.
   */
  upload(file: UploadSource, options: ResumableOptions): Promise<FileRow>
  /** Gives an upload up that was paused: its bytes are removed. */
  forget(session: string): Promise<void>
  /** Lets the server fetch a file from a public web address. */
  importUrl(request: RouterInputs['file']['importUrl'], options?: { readonly signal?: AbortSignal }): Promise<FileRow>
  /** A ZIP of a selection, as a response whose body has not been read yet. */
  zip(selection: ZipSelection, options?: { readonly signal?: AbortSignal }): Promise<Response>
  /** The bytes of a file as an unread response. */
  download(id: string, options?: DownloadOptions): Promise<Response>
}

interface TransferServices extends ResumableServices {
  /** Carries the credentials. */
  readonly fetch: typeof globalThis.fetch
  readonly importUrl: FileTransfers['importUrl']
}

export const fileTransfers = ({ fetch, importUrl, ...services }: TransferServices): FileTransfers => ({
  upload: (file, options) => resumableUpload(services, file, options),
  forget: (session) => forgetUpload({ url: services.url, fetch }, session),
  importUrl,
  async zip(selection, { signal } = {}) {
    const response = await fetch(`${services.url}/api/v1/files/zip/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(selection),
      ...(signal && { signal }),
    }).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw toGroundworkError(error)
    })
    if (!response.ok) throw await errorOfResponse(response)
    return response
  },
  download: (id, options) => downloadFile({ url: services.url, fetch }, id, options),
})
