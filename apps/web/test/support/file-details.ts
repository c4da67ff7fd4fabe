import type { FileRow } from '@groundwork/client'
import type { Locator } from 'playwright-core'
import { expect, vi } from 'vitest'
import { page, seeded } from './signed-in.ts'

export const details = (): Locator => page.getByRole('complementary', { name: 'Details' })

/** Shows what is known of a file beside the list. */
export async function openDetails(id: string, tab?: 'versions' | 'activity'): Promise<void> {
  await page.goto(`/files?org=${seeded.harbour}&open=${id}${tab ? `&tab=${tab}` : ''}`)
  await details().getByRole('tab', { name: 'Details' }).waitFor()
}

/** One of the files that every stack begins with. */
export async function fileNamed(name: string): Promise<FileRow> {
  const filter = { field: 'originalFilename', op: 'eq', value: name } as const
  const [file] = (await seeded.gw.file.list({ filter, organizations: [seeded.harbour] })).rows
  if (!file) throw new Error(`There is no file ${name}`)
  return file
}

/** A new file, once it has been scanned. */
export async function addFile(name: string, bytes: Uint8Array | string, folder?: string): Promise<FileRow> {
  const source = { name, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes }
  const { id } = await seeded.gw.uploadFile(source, { organization: seeded.harbour, ...(folder && { folder }) })
  return seeded.gw.waitUntilSettled(id)
}

/** Other bytes for a file, once they are those that are served. */
export async function replaceFile({ id }: FileRow, name: string, bytes: Uint8Array | string): Promise<void> {
  const { versionNumber } = await seeded.gw.file.get({ id })
  const source = { name, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes }
  await seeded.gw.uploadFile(source, { organization: seeded.harbour, replaces: id })
  const isServed = async () => expect((await seeded.gw.file.get({ id })).versionNumber).toBe((versionNumber ?? 1) + 1)
  await vi.waitFor(isServed, { timeout: 30_000, interval: 100 })
}
