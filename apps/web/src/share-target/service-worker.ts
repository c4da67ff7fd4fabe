import { shareTargetPath } from '@groundwork/domain'
import { forgetOutdated, receivedShares } from './received-shares.ts'
import { isShare, takeShare } from './take-share.ts'

declare const self: ServiceWorkerGlobalScope

/**
 * What a share sheet sends is a request that no page could answer: there is none yet. This is all the worker is there for. It keeps nothing of
 * the client and answers nothing else, so no page is ever older than the server, and none passes through it.
 */
self.addEventListener('fetch', (event) => {
  if (!isShare(event.request)) return
  const parts = { store: receivedShares, newId: () => crypto.randomUUID(), now: () => Date.now() }
  event.respondWith(takeShare(event.request, parts).then((address) => Response.redirect(address, 303)))
})

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([self.skipWaiting(), stayAside(event)]))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), forgetOutdated(receivedShares, Date.now())]))
})

/** Not among the types of TypeScript yet (https://w3c.github.io/ServiceWorker/#dom-installevent-addroutes). */
interface Routed {
  addRoutes?(rule: {
    readonly condition: { readonly not: { readonly urlPattern: string } }
    readonly source: 'network'
  }): Promise<void>
}

/** Where the browser can be told so, it does not even wake the worker for anything else: no page waits for it. */
const stayAside = (event: ExtendableEvent & Routed) =>
  event.addRoutes?.({ condition: { not: { urlPattern: shareTargetPath } }, source: 'network' }).catch(() => undefined)
