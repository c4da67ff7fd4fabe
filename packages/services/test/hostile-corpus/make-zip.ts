import { crc32, deflateRawSync } from 'node:zlib'

/** An entry exactly as an attacker wants it to be. */
export interface ZipEntry {
  readonly name: string
  readonly content?: Buffer
  readonly isDeflated?: boolean
  /** Bit 0: encrypted. */
  readonly flags?: number
  /** Unix: 0o120777 is a link. */
  readonly mode?: number
  /** Has no bytes of its own, but those of the entry with this index. */
  readonly over?: number
}

/** A ZIP of these entries, true to the format and to nothing else. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  const places: number[] = []
  let at = 0
  for (const entry of entries) {
    const content = entry.over === undefined ? (entry.content ?? Buffer.alloc(0)) : contentOf(entries[entry.over])
    const packed = entry.isDeflated ? deflateRawSync(content) : content
    const place = entry.over === undefined ? at : (places[entry.over] ?? 0)
    places.push(place)
    if (entry.over === undefined) {
      const header = headerOf(entry, content, packed)
      const piece = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), header, Buffer.from(entry.name), packed])
      local.push(piece)
      at += piece.length
    }
    const directory = Buffer.alloc(14)
    directory.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    directory.writeUInt32LE(place, 10)
    const start = Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 3])])
    central.push(start, headerOf(entry, content, packed), directory, Buffer.from(entry.name))
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, directory, end])
}

const contentOf = (entry: ZipEntry | undefined) => entry?.content ?? Buffer.alloc(0)

/** What both headers have in common. */
function headerOf({ name, flags = 0, isDeflated }: ZipEntry, content: Buffer, packed: Buffer): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(20, 0)
  header.writeUInt16LE(flags, 2)
  header.writeUInt16LE(isDeflated ? 8 : 0, 4)
  header.writeUInt16LE(0x21, 8)
  header.writeUInt32LE(crc32(content), 10)
  header.writeUInt32LE(packed.length, 14)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt16LE(Buffer.byteLength(name), 22)
  return header
}

const types = (part: string) =>
  Buffer.from(
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="${part}"/></Types>`,
  )

/** A Word document as far as anybody looks from outside, with more in it. */
export const docxWith = (more: readonly ZipEntry[], document = '<w:document><w:body/></w:document>') =>
  makeZip([
    {
      name: '[Content_Types].xml',
      content: types('application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
    },
    { name: 'word/document.xml', content: Buffer.from(document), isDeflated: true },
    ...more,
  ])

/** The same of a workbook. */
export const xlsxWith = (more: readonly ZipEntry[]) =>
  makeZip([
    {
      name: '[Content_Types].xml',
      content: types('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    },
    { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
    ...more,
  ])
