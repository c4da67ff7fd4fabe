import { camelCase, type FileKind, type LinkKind } from '@groundwork/domain'
import { errorOfResponse, errorOfText, toGroundworkError } from './groundwork-error.ts'
import type { Platform, UploadSource } from './platform.ts'
import { forgetUpload } from './resumable-upload.ts'
import { isPassing, type ResumableTransfer, tusUpload } from './tus-upload.ts'

/** What a link shows of itself. Until its password is given, only that it has one. */
export type ShownLink =
  | { readonly needsPassword: true; readonly kind: LinkKind }
  | {
      readonly needsPassword: false
      readonly kind: LinkKind
      /** What its maker calls it. */
      readonly name: string | null
      /** What the file or folder is called. */
      readonly target: string
      readonly isFolder: boolean
      readonly mimeType: string | null
      readonly fileSize: number | null
      readonly previews: readonly string[]
      readonly organizationName: string | null
      readonly expiresAt: string | null
      readonly downloadsLeft: number | null
      /** Of a link that takes files: which. */
      readonly takes: TakenFiles | null
    }

/** What a link takes, as far as it can be told before it is tried. */
export interface TakenFiles {
  /** With the folders that they come in. */
  readonly folders: boolean
  readonly extensions: readonly string[]
  /** How large a file of each kind may be. */
  readonly maxBytes: Readonly<Record<FileKind, number>>
}

export interface LinkedFile {
  readonly id: string
  readonly name: string
  readonly mimeType: string | null
  readonly fileSize: number | null
  readonly previews: readonly string[]
}

export interface LinkedFolder {
  readonly folders: readonly { readonly id: string; readonly name: string }[]
  readonly files: readonly LinkedFile[]
  readonly nextCursor: string | null
}

export type LinkPreview = 'thumbnail' | 'optimised' | 'pdf'

export interface LinkUploadOptions extends Pick<ResumableTransfer, 'onProgress' | 'signal'> {
  /** Where it lies below the link's folder, its own name included: `2026/plans/house.pdf`. Folders that are missing are made. */
  readonly relativePath?: string | undefined
}

export interface LinkTransferOptions extends LinkUploadOptions, ResumableTransfer {}

/** A public link, followed without an account. */
export interface PublicLink {
  show(options?: { readonly signal?: AbortSignal }): Promise<ShownLink>
  /** Opens what a password guards, for as long as this is kept: what the server gives for it lasts half an hour, and is asked for anew. */
  unlock(password: string): Promise<void>
  /** What lies in the folder of the link, or in one below it. */
  files(place: {
    readonly folder?: string
    readonly cursor?: string
    readonly signal?: AbortSignal
  }): Promise<LinkedFolder>
  /** A picture of the file, made by the server. In a folder: of which file. */
  preview(name: LinkPreview, options: { readonly file?: string; readonly signal?: AbortSignal }): Promise<Response>
  /** Where a browser fetches the bytes by itself. */
  downloadAddress(file?: string): string
  /** Brings a file through a link that takes some, in one request. */
  upload(file: UploadSource, options?: LinkUploadOptions): Promise<void>
  /**
   * The same so that it survives broken connections: aborting its signal pauses it, the same call with the `session` that it told
   * of goes on.
   */
  uploadInPieces(file: UploadSource, options?: LinkTransferOptions): Promise<void>
  /** Gives an upload up that was paused: its bytes are removed. Also as the last thing that a page does. */
  forget(session: string): Promise<void>
}

export interface PublicLinkOptions {
  /** Where Groundwork runs. */
  readonly url: string
  /** What follows `/s/` in the link. */
  readonly token: string
  readonly fetch?: typeof globalThis.fetch
}

export type OpenPublicLink = (options: PublicLinkOptions) => PublicLink

/** Makes `openPublicLink` for a platform. */
export function publicLinkFactory(platform: Pick<Platform, 'sendForm' | 'resumableSource'>): OpenPublicLink {
  return ({ url, token, fetch = globalThis.fetch.bind(globalThis) }) => {
    const server = url.replace(/\/+$/, '')
    const base = `${server}/s/${encodeURIComponent(token)}`
    let access: string | undefined
    let renew: (() => Promise<void>) | undefined
    let renewAt = 0
    const shown = (): Record<string, string> => (access === undefined ? {} : { 'x-link-access': access })
    const headers = () => ({ accept: 'application/json', ...shown() })

    /** Many uploads take longer than half an hour. By the clock on the wall: others may stand still while a device sleeps. */
    async function keepOpen(): Promise<void> {
      if (!renew || Date.now() < renewAt) return
      renewAt = Date.now() + againAfterMs
      await renew()
    }

    async function send(path: string, init: RequestInit): Promise<Response> {
      const response = await fetch(`${base}${path}`, { ...init, headers: { ...headers(), ...init.headers } }).catch(
        (error: unknown) => {
          init.signal?.throwIfAborted()
          throw toGroundworkError(error)
        },
      )
      if (!response.ok) throw await errorOfResponse(response)
      return response
    }

    async function get(path: string, signal: AbortSignal | undefined): Promise<Response> {
      await keepOpen()
      return send(path, { ...(signal && { signal }) })
    }

    const read = async <Answer>(path: string, signal: AbortSignal | undefined): Promise<Answer> =>
      inCamelCase(await (await get(path, signal)).json()) as Answer

    async function unlock(password: string): Promise<void> {
      const response = await send('', {
        method: 'POST',
        body: JSON.stringify({ password }),
        headers: { 'content-type': 'application/json' },
      })
      access = ((await response.json()) as { access: string }).access
      renewAt = Date.now() + renewAfterMs
      renew = () => unlock(password)
    }

    return {
      show: ({ signal } = {}) => read<ShownLink>('', signal),
      unlock,
      files: ({ signal, ...place }) => read<LinkedFolder>(`/files${queryOf(place)}`, signal),
      preview: (name, { signal, ...of }) => get(`/preview${queryOf({ name, ...of })}`, signal),
      downloadAddress: (file) => `${base}/download${queryOf({ file, access })}`,
      async upload(file, { relativePath, onProgress, signal } = {}) {
        await keepOpen()
        const fields = relativePath === undefined ? [] : [['relative_path', relativePath] as const]
        const request = { url: `${base}/upload`, headers: shown(), fields, file, onProgress, signal }
        const { status, text } = await platform.sendForm(request)
        if (status !== 201) throw errorOfText(text, status)
      },
      async uploadInPieces(file, { relativePath, ...transfer } = {}) {
        const credentials: Parameters<typeof tusUpload>[2]['credentials'] = {
          onBeforeRequest: async (request) => {
            await keepOpen()
            for (const [header, value] of Object.entries({ ...shown(), 'x-upload-link': token }))
              request.setHeader(header, value)
          },
          onShouldRetry: ({ originalResponse }) => isPassing(originalResponse?.getStatus() ?? 0),
        }
        const metadata = relativePath === undefined ? {} : { relative_path: relativePath }
        await tusUpload({ url: server, platform }, file, { ...transfer, metadata, credentials })
      },
      forget: (session) =>
        forgetUpload(
          {
            url: server,
            fetch: (address, init) =>
              fetch(address, {
                ...init,
                keepalive: true,
                headers: { ...shown(), 'x-upload-link': token, ...init?.headers },
              }),
          },
          session,
        ),
    }
  }
}

/** Well before what a password was exchanged for runs out; where that fails, so soon again. */
const renewAfterMs = 20 * 60_000
const againAfterMs = 10_000

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

const inCamelCase = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inCamelCase)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelCase(name), inCamelCase(inner)]))
}
