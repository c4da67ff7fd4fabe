import type { AppRouter } from '@groundwork/api'
import { createWSClient, httpBatchLink, splitLink, type TRPCLink, wsLink } from '@trpc/client'
import type { Platform } from './platform.ts'
import { renewingLink } from './renewing-link.ts'
import type { Credentials, Session } from './session.ts'

interface LinkOptions {
  readonly url: string
  /** Carries the credentials. */
  readonly fetch: typeof globalThis.fetch
  readonly session: Session
  readonly WebSocket: Platform['WebSocket']
}

export interface Links {
  readonly links: TRPCLink<AppRouter>[]
  /** Ends subscriptions and closes the socket. The next subscription opens one again, with the credentials of then. */
  disconnect(): Promise<void>
}

/** What the API takes: so many calls in one batch, and 16,384 characters of headers with the address among them. */
const maxBatch = 20
const maxUrlLength = 14_000
const maxInputLength = 12_000

/** Calls made in the same tick share one request. Subscriptions share one socket, opened with the first and closed after the last. */
export function openLinks({ url, fetch, session, WebSocket }: LinkOptions): Links {
  const http = {
    url: `${url}/api/trpc`,
    fetch: (address: string | URL | Request, init?: object) => fetch(address, init),
    maxItems: maxBatch,
  }
  let shown: Credentials = {}
  const socket = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/api/ws`,
    WebSocket,
    connectionParams: async () => {
      shown = await session.credentials()
      return { ...shown }
    },
    lazy: { enabled: true, closeMs: 1_000 },
    keepAlive: { enabled: true, intervalMs: 20_000, pongTimeoutMs: 10_000 },
  })
  /** Newer credentials are shown by a new connection; the other subscriptions move over to it by themselves. */
  const renew = async () => {
    const isRenewed = await session.renew(shown)
    if (isRenewed) socket.connection?.ws?.close()
    return isRenewed
  }
  return {
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: [renewingLink(renew), wsLink({ client: socket })],
        false: splitLink({
          condition: ({ input }) => encodeURIComponent(JSON.stringify(input) ?? '').length > maxInputLength,
          // A long filter does not fit into an address.
          true: httpBatchLink({ ...http, methodOverride: 'POST' }),
          false: httpBatchLink({ ...http, maxURLLength: maxUrlLength }),
        }),
      }),
    ],
    disconnect: () => socket.close(),
  }
}
