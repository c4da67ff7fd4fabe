import type { FileRow, GroundworkClient } from '@groundwork/client'
import type { PreviewedFile, PreviewSource } from './preview-source.ts'

/** Longer than anybody watches without stopping. */
const addressSeconds = 900

/** The bytes of a file for somebody who is signed in: those that they may download, or what was made of them. */
export const clientSource = (
  client: GroundworkClient,
  { id, originalFilename, abilities }: PreviewedFile & Pick<FileRow, 'abilities'>,
): PreviewSource => ({
  fetch: (variant, { signal, range }) => client.downloadFile(id, { variant, signal, ...(range && { range }) }),
  address: async (signal) =>
    (await client.file.accessUrl({ id, expiresIn: addressSeconds, inline: true }, { signal })).url,
  table: (sheet) => client.file.table({ id, ...(sheet !== undefined && { sheet }) }),
  ...(abilities.includes('download') && { download: () => void downloadToDisk(client, { id, originalFilename }) }),
})

/** By a signed link, so that the browser streams it to disk itself. */
export async function downloadToDisk(
  client: GroundworkClient,
  { id, originalFilename }: Pick<PreviewedFile, 'id' | 'originalFilename'>,
): Promise<void> {
  const { url } = await client.file.accessUrl({ id })
  Object.assign(document.createElement('a'), { href: url, download: originalFilename }).click()
}
