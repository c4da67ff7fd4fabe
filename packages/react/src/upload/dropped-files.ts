/** Files that stood in the same folder, and where that is where a folder was given: `2026/clips`; empty for what stood in none. */
export type OnFound = (files: readonly File[], path: string) => void

/**
 * What was dropped, folders opened. The entries must be taken from the event while it runs; what is in them is read afterwards,
 * and told bit by bit: a folder may hold thousands. Answers what could not be read, by its path; it costs none of the others.
 */
export async function readDropped(
  { items, files }: Pick<DataTransfer, 'items' | 'files'>,
  onFound: OnFound,
): Promise<readonly string[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (!entries.length) onFound([...files], '')
  return readAll(entries, '', onFound)
}

/** What was chosen as a folder: each file says where in it it stood. */
export function readChosen(files: Iterable<File>, onFound: OnFound): void {
  const byPath = new Map<string, File[]>()
  for (const file of files) {
    const path = file.webkitRelativePath.split('/').slice(0, -1).join('/')
    byPath.set(path, [...(byPath.get(path) ?? []), file])
  }
  for (const [path, some] of byPath) onFound(some, path)
}

async function readAll(entries: readonly FileSystemEntry[], path: string, onFound: OnFound): Promise<string[]> {
  const unread: string[] = []
  const below = ({ name }: FileSystemEntry) => (path ? `${path}/${name}` : name)
  const read = <Found>(entry: FileSystemEntry, reading: Promise<Found>): Promise<Found | undefined> =>
    reading.catch(() => void unread.push(below(entry)))

  const found = await Promise.all(entries.filter(isFile).map((entry) => read(entry, fileOf(entry))))
  const files = found.filter((file) => file !== undefined)
  if (files.length) onFound(files, path)
  for (const folder of entries.filter(isFolder)) {
    const reader = folder.createReader()
    const next = () => read(folder, nextOf(reader))
    for (let batch = await next(); batch?.length; batch = await next())
      unread.push(...(await readAll(batch, below(folder), onFound)))
  }
  return unread
}

/** A browser hands out what is in a folder a hundred at a time, and ends with none. */
const nextOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
