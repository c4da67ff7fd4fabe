import { camelCase, type LinkKind } from '@groundwork/domain'
import { errorOfResponse, errorOfText, toGroundworkError } from './groundwork-error.ts'
import type { Platform, UploadProgress, UploadSource } from './platform.ts'

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

interface LinkUploadOptions {
  readonly onProgress?: (progress: UploadProgress) => void
  readonly signal?: AbortSignal
}

/** A public link, followed without an account. */
export interface PublicLink {
  show(options?: { readonly signal?: AbortSignal }): Promise<ShownLink>
  /** Opens what a password guards, for half an hour. */
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
  /** Brings a file through a link that takes some. */
  upload(file: UploadSource, options?: LinkUploadOptions): Promise<void>
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
export function publicLinkFactory(platform: Pick<Platform, 'sendForm'>): OpenPublicLink {
  return ({ url, token, fetch = globalThis.fetch.bind(globalThis) }) => {
    const base = `${url.replace(/\/+$/, '')}/s/${encodeURIComponent(token)}`
    let access: string | undefined
    const headers = () => ({ accept: 'application/json', ...(access !== undefined && { 'x-link-access': access }) })

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

    const read = async <Answer>(path: string, signal: AbortSignal | undefined): Promise<Answer> =>
      inCamelCase(await (await send(path, { ...(signal && { signal }) })).json()) as Answer

    return {
      show: ({ signal } = {}) => read<ShownLink>('', signal),
      async unlock(password) {
        const response = await send('', {
          method: 'POST',
          body: JSON.stringify({ password }),
          headers: { 'content-type': 'application/json' },
        })
        access = ((await response.json()) as { access: string }).access
      },
      files: ({ signal, ...place }) => read<LinkedFolder>(`/files${queryOf(place)}`, signal),
      preview: (name, { signal, ...of }) => send(`/preview${queryOf({ name, ...of })}`, { ...(signal && { signal }) }),
      downloadAddress: (file) => `${base}/download${queryOf({ file, access })}`,
      async upload(file, { onProgress, signal } = {}) {
        const { accept: _, ...shown } = headers()
        const request = { url: `${base}/upload`, headers: shown, fields: [], file, onProgress, signal }
        const { status, text } = await platform.sendForm(request)
        if (status !== 201) throw errorOfText(text, status)
      },
    }
  }
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

const inCamelCase = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inCamelCase)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelCase(name), inCamelCase(inner)]))
}
