/** One of the two headers that name an entry, and where in it the name and its length stand. */
interface ZipHeader {
  readonly mark: Buffer
  readonly nameLength: number
  readonly nameStart: number
}

const localHeader: ZipHeader = { mark: Buffer.from('PK\u0003\u0004', 'latin1'), nameLength: 26, nameStart: 30 }
const centralHeader: ZipHeader = { mark: Buffer.from('PK\u0001\u0002', 'latin1'), nameLength: 28, nameStart: 46 }
const endOfDirectory = Buffer.from('PK\u0005\u0006', 'latin1')

const openXml = 'application/vnd.openxmlformats-officedocument'
const officeFolders: readonly (readonly [string, string])[] = [
  ['word/', `${openXml}.wordprocessingml.document`],
  ['xl/', `${openXml}.spreadsheetml.sheet`],
  ['ppt/', `${openXml}.presentationml.presentation`],
]

export const isZip = (bytes: Uint8Array): boolean => bufferOf(bytes).subarray(0, 4).equals(localHeader.mark)

/**
 * What kind of document a zip container holds, by the names in it. Workbooks that were written as a stream begin with a
 * sheet and name their content types last, so the end of the file has a say too once it is known.
 */
export function zipContents(head: Uint8Array, tail?: Uint8Array): string {
  const names = [...entryNames(head, localHeader), ...(tail ? entryNames(tail, centralHeader) : [])]
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name))) return 'application/vnd.ms-office.macro-enabled'
  const office = officeFolders.find(([folder]) => names.some((name) => name.startsWith(folder)))
  const isOffice = tail === undefined || names.includes('[Content_Types].xml')
  if (office && isOffice) return office[1]
  return openDocumentType(head) ?? 'application/zip'
}

export const hasDirectoryEnd = (tail: Uint8Array): boolean => bufferOf(tail).lastIndexOf(endOfDirectory) >= 0

/** Whether the bytes end as a ZIP does: its last record reaches to the very end, and there is a directory before it. */
export function endsAsZip(tail: Uint8Array): boolean {
  const buffer = bufferOf(tail)
  const at = buffer.lastIndexOf(endOfDirectory)
  if (at < 0 || at + 22 > buffer.length) return false
  return at + 22 + buffer.readUInt16LE(at + 20) === buffer.length && buffer.readUInt16LE(at + 10) > 0
}

/** OpenDocument's first entry is its own MIME type, stored plain. */
function openDocumentType(head: Uint8Array): string | null {
  const start = bufferOf(head).subarray(0, 200).toString('latin1')
  return /mimetype(application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation))PK/.exec(start)?.[1] ?? null
}

function entryNames(bytes: Uint8Array, header: ZipHeader): string[] {
  const buffer = bufferOf(bytes)
  const names: string[] = []
  for (let at = buffer.indexOf(header.mark); at >= 0; at = buffer.indexOf(header.mark, at + 4)) {
    if (at + header.nameStart > buffer.length) break
    const length = buffer.readUInt16LE(at + header.nameLength)
    names.push(buffer.subarray(at + header.nameStart, at + header.nameStart + length).toString('utf8'))
  }
  return names
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
