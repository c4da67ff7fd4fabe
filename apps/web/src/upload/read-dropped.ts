import { type Offer, type OfferedFile, portionSize } from './offer-files.ts'

/**
 * What was dropped, folders opened. The entries must be taken from the event while it runs; their contents are read
 * afterwards, portion by portion, so that a folder of thousands neither freezes the page nor keeps silent.
 */
export function readDropped(transfer: DataTransfer): Offer {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const loose = entries.length ? [] : [...transfer.files]
  return portions(entries, loose)
}

async function* portions(entries: readonly FileSystemEntry[], loose: readonly File[]): Offer {
  let waiting: OfferedFile[] = loose.map((file) => ({ file, path: '' }))
  for await (const found of filesIn(entries, '')) {
    waiting.push(found)
    if (waiting.length < portionSize) continue
    yield waiting
    waiting = []
  }
  if (waiting.length) yield waiting
}

async function* filesIn(entries: readonly FileSystemEntry[], path: string): AsyncGenerator<OfferedFile> {
  for (const entry of entries) {
    if (isFile(entry)) yield { file: await fileOf(entry), path }
    else if (isDirectory(entry)) {
      const below = path ? `${path}/${entry.name}` : entry.name
      for await (const children of batchesOf(entry)) yield* filesIn(children, below)
    }
  }
}

/** A directory hands out its entries in batches of a hundred, and says that it is done by an empty one. */
async function* batchesOf(directory: FileSystemDirectoryEntry): AsyncGenerator<readonly FileSystemEntry[]> {
  const reader = directory.createReader()
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (!batch.length) return
    yield batch
  }
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
