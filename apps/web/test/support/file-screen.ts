import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { page, seeded } from './signed-in.ts'

/** Where the suite keeps the files that it drags in. */
export let desktop: string

export function useDesktop(): void {
  beforeAll(async () => {
    desktop = await mkdtemp(join(tmpdir(), 'groundwork-desktop-'))
  })
  afterAll(() => rm(desktop, { recursive: true, force: true }))
}

export async function openFiles(search = '', organization = seeded.harbour): Promise<void> {
  await page.goto(`/files?org=${organization}${search}`)
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
}

/** Shows a folder from the inside. */
export async function openFolder(id: string, name: string, organization = seeded.harbour): Promise<void> {
  await page.goto(`/files?org=${organization}&folder=${id}&sort=originalFilename`)
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** Makes folders by their paths; answers the id of each. */
export async function makeFolders<Path extends string>(
  paths: readonly Path[],
  organization = seeded.harbour,
): Promise<Record<Path, string>> {
  const made = await seeded.gw.folder.ensure({ organization, parent: null, paths: [...paths] })
  return Object.fromEntries(made.map(({ path, id }) => [path, id])) as Record<Path, string>
}

/** Puts small files of these names into a folder. */
export async function putFiles(folder: string, names: readonly string[], organization = seeded.harbour) {
  for (const name of names) {
    const bytes = new TextEncoder().encode(`${name}\n`)
    const { id } = await seeded.gw.uploadFile({ name, bytes }, { organization, folder })
    await seeded.gw.waitUntilSettled(id)
  }
}

export const grid = () => page.getByRole('grid', { name: 'Files' })
export const breadcrumb = () => page.getByRole('navigation', { name: 'Folders above' })
export const tray = (of: Page = page) => of.getByRole('region', { name: 'Uploads' })
export const trayLine = (name: string) => tray().getByRole('listitem').filter({ hasText: name })

export async function closeTray(): Promise<void> {
  await tray().getByRole('button', { name: 'Close uploads' }).click()
  await tray().waitFor({ state: 'hidden' })
}

/** The names in the list, top to bottom: folders as well. */
export const namesInList = (): Promise<(string | null)[]> =>
  page
    .locator('[role="row"] [data-column="name"] [title]:not([title=""])')
    .evaluateAll((names) => names.map((name) => name.getAttribute('title')))

/** What the row whose turn it is says. */
export const activeRow = (): Promise<string | null | undefined> =>
  grid().evaluate((list) => document.getElementById(list.getAttribute('aria-activedescendant') ?? '')?.textContent)

/** A line that carries no more than so many bytes a second, until told otherwise. */
export async function limitUploads(of: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const devtools = await of.context().newCDPSession(of)
  const limit = async (uploadThroughput: number) => {
    const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput }
    await devtools.send('Network.emulateNetworkConditions', conditions)
  }
  await devtools.send('Network.enable')
  await limit(bytesPerSecond)
  return () => limit(-1)
}
