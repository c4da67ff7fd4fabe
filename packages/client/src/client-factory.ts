import type { AppRouter } from '@groundwork/api'
import { createTRPCClient, getUntypedClient, type TRPCClient, type TRPCLink } from '@trpc/client'
import { authorizedFetch } from './authorized-fetch.ts'
import { type Calls, callsOver } from './calls.ts'
import { type DownloadOptions, downloadFile } from './download-file.ts'
import { type FileTransfers, fileTransfers } from './files.ts'
import { importTemplate, type TemplateRequest } from './import-template.ts'
import { openLinks } from './links.ts'
import type { Platform, UploadSource } from './platform.ts'
import type { FileRow } from './router-types.ts'
import { keySession, type Session, type SignInOptions, tokenSession } from './session.ts'
import { type StorageService, storageService } from './storage.ts'
import { memoryTokenStore, type TokenStore } from './token-store.ts'
import { type UploadOptions, uploadFile } from './upload-file.ts'
import { type WaitOptions, waitUntilSettled } from './wait-until-settled.ts'

/** At most one of `token` and `refreshToken`, `apiKey`, `tokenStore` and `session`; none of them before a `signIn`. */
export interface ClientOptions {
  /** Where Groundwork runs: `https://groundwork.example.com`. */
  readonly url: string
  readonly token?: string
  readonly refreshToken?: string
  readonly apiKey?: string
  /** To stay signed in across runs. Tokens are kept in memory unless told. */
  readonly tokenStore?: TokenStore
  /** For browsers on the same origin: the refresh token stays in a cookie that no script can read. */
  readonly session?: 'cookie'
  /** Used for everything but uploads and subscriptions, which need more than `fetch` can do. */
  readonly fetch?: typeof globalThis.fetch
  /** The session has ended: signed out here, or no longer honoured by the server. */
  readonly onSignedOut?: () => void
}

export interface ClientMembers {
  /** Throws an error for which `isOtpRequired` holds when a second factor is due: ask for it, and sign in again with it. */
  signIn(username: string, password: string, options?: SignInOptions): Promise<void>
  /** True when an earlier sign-in, in the token store or the browser's cookie, still holds. */
  resume(): Promise<boolean>
  /** Ends the session on the server too. */
  signOut(): Promise<void>
  /** Streams a file up: a path (Node), `Blob`, `File`, bytes or stream. Resolves once it is stored, before it is scanned. */
  uploadFile(file: UploadSource, options: UploadOptions): Promise<FileRow>
  /** Resolves when the file is available or refused: `status` and `statusReason` tell. */
  waitUntilSettled(id: string, options?: WaitOptions): Promise<FileRow>
  /** The bytes as an unread `Response`. */
  downloadFile(id: string, options?: DownloadOptions): Promise<Response>
  /** The bytes at once, for `URL.createObjectURL`. */
  fetchBlob(id: string, options?: DownloadOptions): Promise<Blob>
  /** An empty sheet for rows of a kind, to fill in and bring in. */
  importTemplate(request: TemplateRequest): Promise<Blob>
  /** Uploads that resume, imports, ZIPs and downloads. */
  readonly files: FileTransfers
  /** Files by the paths of the storage service. */
  readonly storage: StorageService
  /** Ends subscriptions and closes their socket, so that a program can end. */
  close(): Promise<void>
  /** The plain tRPC client underneath, for `@trpc/tanstack-react-query` and the like. Its errors: `toGroundworkError`. */
  readonly trpc: TRPCClient<AppRouter>
  readonly links: TRPCLink<AppRouter>[]
}

/** Every procedure of the API as a function, and what is no procedure: signing in, files, the socket. */
export type GroundworkClient = Calls & ClientMembers

export type CreateClient = (options: ClientOptions) => GroundworkClient

/** Makes `createClient` for a platform. */
export function clientFactory(platform: Platform): CreateClient {
  return ({ url: given, fetch: plainFetch = globalThis.fetch.bind(globalThis), ...options }) => {
    const url = given.replace(/\/+$/, '')
    const session = openSession({ url, fetch: plainFetch, platform, options, onEnd: () => disconnect() })
    const fetch = authorizedFetch(session, plainFetch)
    const { links, disconnect } = openLinks({ url, fetch, session, WebSocket: platform.WebSocket })
    const trpc = createTRPCClient<AppRouter>({ links })
    const calls = callsOver(getUntypedClient(trpc))

    const members: ClientMembers = {
      signIn: session.signIn,
      resume: session.resume,
      signOut: session.signOut,
      uploadFile: (file, about) => uploadFile({ url, session, platform }, file, about),
      waitUntilSettled: (id, about) => waitUntilSettled(calls, id, about),
      downloadFile: (id, about) => downloadFile({ url, fetch }, id, about),
      fetchBlob: async (id, about) => (await downloadFile({ url, fetch }, id, about)).blob(),
      importTemplate: (request) => importTemplate({ url, fetch }, request),
      files: fileTransfers({
        url,
        fetch,
        session,
        platform,
        rowOf: (id) => calls.file.get({ id }),
        importUrl: (request, about) => calls.file.importUrl(request, about),
      }),
      storage: storageService({ url, fetch, session, platform }),
      close: disconnect,
      trpc,
      links,
    }
    return new Proxy(members, {
      get: (target, name) => Reflect.get(name in target ? target : calls, name),
    }) as GroundworkClient
  }
}

interface SessionParts {
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  readonly platform: Platform
  readonly options: Omit<ClientOptions, 'url' | 'fetch'>
  /** A socket that was opened as somebody must not outlive their session. */
  readonly onEnd: () => Promise<void>
}

function openSession({ url, fetch, platform, options, onEnd }: SessionParts): Session {
  const { token, refreshToken, apiKey, tokenStore, session, onSignedOut } = options
  if (apiKey !== undefined) return keySession(apiKey)
  const initial = token || refreshToken ? { access: token ?? '', ...(refreshToken && { refresh: refreshToken }) } : null
  return tokenSession({
    url,
    fetch,
    store: tokenStore ?? memoryTokenStore(initial && { ...initial, ...(!token && { expiresAt: 0 }) }),
    isCookie: session === 'cookie',
    exclusively: platform.exclusively,
    onSignedOut: () => {
      void onEnd()
      onSignedOut?.()
    },
  })
}
