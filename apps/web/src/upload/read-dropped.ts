import { type Offer, type OfferedFile, portionSize } from './offer-files.ts'

/** Thrown at the end of an offer of which the rest was offered: these could not be read, each said with the folders it stands in. */
export class Unread extends Error {
  override readonly name = 'Unread'
  constructor(readonly paths: readonly string[]) {
    super(`${paths.length} of what was dropped could not be read`)
  }
}

/**
 * What was dropped, folders opened. The entries must be taken from the event while it runs; their contents are read
 * afterwards, portion by portion, so that a folder of thousands neither freezes the page nor keeps silent.
 */
export function readDropped(transfer: Pick<DataTransfer, 'items' | 'files'>): Offer {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const loose = entries.length ? [] : [...transfer.files]
  return portions(entries, loose)
}

async function* portions(entries: readonly FileSystemEntry[], loose: readonly File[]): Offer {
  let waiting: OfferedFile[] = loose.map((file) => ({ file, path: '' }))
  const unread: string[] = []
  for await (const found of filesIn(entries, '', unread)) {
    waiting.push(found)
    if (waiting.length < portionSize) continue
    yield waiting
    waiting = []
  }
  if (waiting.length) yield waiting
  if (unread.length) throw new Unread(unread)
}

/** What cannot be read is noted and costs nothing else: neither what stands beside it nor what of its folder was read before. */
async function* filesIn(
  entries: readonly FileSystemEntry[],
  path: string,
  unread: string[],
): AsyncGenerator<OfferedFile> {
  for (const entry of entries) {
    const below = path ? `${path}/${entry.name}` : entry.name
    const note = () => void unread.push(below)
    if (isFile(entry)) {
      const file = await fileOf(entry).catch(note)
      if (file) yield { file, path }
    } else if (isDirectory(entry)) {
      const reader = entry.createReader()
      for (let batch = await nextOf(reader).catch(note); batch?.length; batch = await nextOf(reader).catch(note))
        yield* filesIn(batch, below, unread)
    }
  }
}

/** A directory hands out its entries in batches of a hundred, and says that it is done by an empty one. */
const nextOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
