import type { Page } from 'playwright-core'

interface Shared {
  readonly name: string
  readonly text: string
}

/** Until the app stands in the share sheet. */
export const untilInSheet = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active?.state === 'activated') return
    await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }))
  })

/** What the share sheet of a device does with these files: opens a window with a form. */
export async function share(page: Page, files: readonly Shared[], words: Readonly<Record<string, string>> = {}) {
  const arrival = page.waitForEvent('framenavigated')
  await page.evaluate(
    ([given, fields]) => {
      const form = document.createElement('form')
      Object.assign(form, { method: 'POST', action: '/share-target', enctype: 'multipart/form-data' })
      for (const [name, value] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement('input'), { name, value }))
      }
      const sheet = new DataTransfer()
      for (const { name, text } of given) sheet.items.add(new File([text], name))
      form.append(Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true }))
      const input = form.querySelector<HTMLInputElement>('input[type="file"]')
      if (input) input.files = sheet.files
      document.body.append(form)
      form.submit()
    },
    [files, words] as const,
  )
  await arrival
}

interface Kept {
  readonly id: string
  readonly user?: string
}

/** What waits on the device, and how many of it have their bytes. */
export const keptOn = (page: Page): Promise<{ shares: Kept[]; files: number }> =>
  page.evaluate(async () => {
    const result = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error))
      })
    const database = await result(indexedDB.open('groundwork-shared'))
    const stores = database.transaction(['shares', 'files'])
    const [shares, files] = await Promise.all([
      result(stores.objectStore('shares').getAll()),
      result(stores.objectStore('files').count()),
    ])
    database.close()
    return { shares, files }
  })
