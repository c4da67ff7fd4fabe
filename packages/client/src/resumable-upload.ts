import type { UploadOptions as TusOptions } from 'tus-js-client'
import { errorOfText } from './groundwork-error.ts'
import type { UploadSource } from './platform.ts'
import type { FileRow } from './router-types.ts'
import { headersOf, type Session } from './session.ts'
import { isPassing, type ResumableTransfer, type TusServices, tusUpload, uploadsAt } from './tus-upload.ts'
import { fieldsOf, type UploadAbout } from './upload-file.ts'

export interface ResumableOptions extends UploadAbout, ResumableTransfer {
  /** Where it lies below `folder`, its own name included: `2026/plans/house.pdf`. Folders that are missing are made. */
  readonly relativePath?: string
}

export interface ResumableServices extends TusServices {
  readonly session: Session
  /** The row of the file that the upload became. */
  readonly rowOf: (id: string) => Promise<FileRow>
}

/** Sends a file so that it survives broken connections, by the tus protocol. The answer comes before the virus scan. */
export async function resumableUpload(
  { session: signedIn, rowOf, ...services }: ResumableServices,
  file: UploadSource,
  { organization, relativePath, session, onSession, onProgress, signal, retryDelays, ...about }: ResumableOptions,
): Promise<FileRow> {
  const transfer = { session, onSession, onProgress, signal, retryDelays }
  const metadata = {
    ...Object.fromEntries(fieldsOf(about)),
    organization,
    ...(relativePath !== undefined && { relative_path: relativePath }),
  }
  return rowOf(await tusUpload(services, file, { ...transfer, metadata, credentials: carrying(signedIn) }))
}

/** Credentials that hold when a request begins, and newer ones where they are refused: an upload may outlive several. */
function carrying(session: Session): Pick<TusOptions, 'onBeforeRequest' | 'onAfterResponse' | 'onShouldRetry'> {
  let isRenewed = false
  return {
    onBeforeRequest: async (request) => {
      for (const [header, value] of Object.entries(headersOf(await session.credentials())))
        request.setHeader(header, value)
    },
    onAfterResponse: async (request, response) => {
      if (response.getStatus() !== 401) return
      const [, token = ''] = /^Bearer (.*)$/.exec(request.getHeader('authorization') ?? '') ?? []
      isRenewed = await session.renew({ token })
    },
    onShouldRetry: ({ originalResponse }) => {
      const status = originalResponse?.getStatus() ?? 0
      if (status !== 401) return isPassing(status)
      const isWorthIt = isRenewed
      isRenewed = false
      return isWorthIt
    },
  }
}

/** Tells the server that nobody will come back to an upload. One that is gone is fine. */
export async function forgetUpload(
  { url, fetch }: { readonly url: string; readonly fetch: typeof globalThis.fetch },
  session: string,
): Promise<void> {
  const response = await fetch(`${uploadsAt(url)}${encodeURIComponent(session)}`, {
    method: 'DELETE',
    headers: { 'Tus-Resumable': '1.0.0' },
  })
  if (!response.ok && response.status !== 404 && response.status !== 410)
    throw errorOfText(await response.text(), response.status)
}
