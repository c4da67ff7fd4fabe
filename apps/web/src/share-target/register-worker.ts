import { forgetOutdated, receivedShares } from './received-shares.ts'

/**
 * Puts the app into the share sheet, where the browser knows such a thing and the app is installed. Without it everything else works: what
 * goes wrong here is nobody's trouble.
 */
export async function registerWorker(): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer }
  if (!serviceWorker) return
  await serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined)
  await forgetOutdated(receivedShares, Date.now()).catch(() => undefined)
}
