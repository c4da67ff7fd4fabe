import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { WorkContext } from '@groundwork/db'
import { type DomainError, isDomainError } from '@groundwork/domain'
import { ZipFile } from 'yazl'
import type { FileServices } from '../file-services.ts'
import { openDownload } from '../open-download.ts'
import { ARCHIVE_NOTE } from './archive-names.ts'
import type { ArchiveEntry } from './plan-archive.ts'

/**
 * The bytes of an archive, made while they are read: one file at a time, each with the rights and the audit entry of a download
 * at that moment. What may not be had is left out, and named in the archive; if that is everything, there is none.
 *
 * @throws DomainError as a download of the only file, or of the last of several
 */
export async function openArchive(
  services: FileServices,
  context: WorkContext,
  entries: readonly ArchiveEntry[],
): Promise<Readable> {
  const opened = openEach(services, context, entries)
  const leftOut: RefusedEntry[] = []
  let first = (await opened.next()).value
  for (; first?.body === null; first = (await opened.next()).value) leftOut.push(first)
  if (!first) throw leftOut.at(-1)?.problem ?? new Error('An archive of nothing')
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  fill(zip, { first, rest: opened, leftOut }).catch((error: Error) => output.destroy(error))
  return output
}

interface OpenedEntry extends ArchiveEntry {
  readonly body: Readable
  readonly bytes: number
}

interface RefusedEntry extends ArchiveEntry {
  readonly body: null
  readonly problem: DomainError
}

async function* openEach(
  services: FileServices,
  context: WorkContext,
  entries: readonly ArchiveEntry[],
): AsyncGenerator<OpenedEntry | RefusedEntry, undefined> {
  for (const entry of entries) yield await openEntry(services, context, entry)
}

async function openEntry(
  services: FileServices,
  context: WorkContext,
  entry: ArchiveEntry,
): Promise<OpenedEntry | RefusedEntry> {
  try {
    const { open, headers } = await openDownload(services, context, { file: entry.file.id })
    if (!open) throw new Error('A download without conditions has bytes')
    return { ...entry, body: await open(), bytes: Number(headers['Content-Length']) }
  } catch (error) {
    if (isDomainError(error)) return { ...entry, body: null, problem: error }
    throw error
  }
}

interface Filling {
  readonly first: OpenedEntry
  readonly rest: AsyncGenerator<OpenedEntry | RefusedEntry, undefined>
  readonly leftOut: RefusedEntry[]
}

async function fill(zip: ZipFile, { first, rest, leftOut }: Filling): Promise<void> {
  await addEntry(zip, first)
  for await (const entry of rest) {
    if (entry.body === null) leftOut.push(entry)
    else await addEntry(zip, entry)
  }
  if (leftOut.length) zip.addBuffer(Buffer.from(leftOut.map(lineOf).join('')), ARCHIVE_NOTE)
  zip.end()
}

/** Ends when the last byte has been read, or fails when whoever reads the archive has gone. */
async function addEntry(zip: ZipFile, { file, path, body, bytes }: OpenedEntry): Promise<void> {
  const output = zip.outputStream as Readable
  const abandon = () => body.destroy()
  output.once('close', abandon)
  if (output.destroyed) abandon()
  try {
    // Most types are compressed in themselves: doing it again costs time and gains nothing.
    zip.addReadStream(body, path, { compress: file.kind === 'text', size: bytes, mtime: new Date(file.updatedAt) })
    await finished(body)
  } finally {
    output.off('close', abandon)
  }
}

const lineOf = ({ path, problem }: RefusedEntry) => `${path}: ${problem.message}\r\n`
