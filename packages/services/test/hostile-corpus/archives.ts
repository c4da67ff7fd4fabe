import { gzipSync } from 'node:zlib'
import { type HostileFile, refused, unscannable } from './hostile-file.ts'
import { docxWith, makeZip, xlsxWith, type ZipEntry } from './make-zip.ts'

const MB = 1024 * 1024
const text = Buffer.from('some words')
const zeros = { name: 'word/media/zeros.bin', content: Buffer.alloc(48 * MB), isDeflated: true }

/** Archives in each other, so many deep. */
function nested(depth: number): Buffer {
  let inner = makeZip([{ name: 'a.txt', content: text }])
  for (let level = 1; level < depth; level += 1) inner = makeZip([{ name: `${level}.zip`, content: inner }])
  return inner
}

/** One stream under many names: what quines and the densest bombs are built of. */
const overlapping: readonly ZipEntry[] = [
  { name: 'word/0.txt', content: Buffer.alloc(1000, 'x') },
  ...Array.from({ length: 50 }, (_, index) => ({ name: `word/${index + 1}.txt`, over: 2 })),
]

const inDocument = (trick: string, entries: readonly ZipEntry[]): HostileFile => ({
  trick: `${trick} in a document`,
  name: 'report.docx',
  bytes: docxWith(entries),
  expected: unscannable,
})

const inArchive = (trick: string, bytes: Buffer): HostileFile => ({
  trick: `${trick} in an archive`,
  name: 'source.zip',
  bytes,
  expected: refused('extension_blocked'),
  asApp: unscannable,
})

const both = (trick: string, entry: ZipEntry) => [inDocument(trick, [entry]), inArchive(trick, makeZip([entry]))]

/** A tar whose one entry is a link out of it. */
function tarWithLink(): Buffer {
  const header = Buffer.alloc(512)
  header.write('way-out', 0)
  header.write('0000777\u00000000000\u00000000000\u000000000000000\u000000000000000\u0000', 100)
  header.write('        2/etc/passwd', 148)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148)
  return Buffer.concat([header, Buffer.alloc(1024)])
}

export const archives: readonly HostileFile[] = [
  ...both('a bomb', zeros),
  {
    trick: 'a bomb in a workbook',
    name: 'table.xlsx',
    bytes: xlsxWith([{ ...zeros, name: 'xl/media/zeros.bin' }]),
    expected: unscannable,
  },
  inDocument(
    'ten thousand entries',
    Array.from({ length: 10_001 }, (_, index) => ({ name: `word/${index}` })),
  ),
  inDocument('five archives in each other', [{ name: 'word/embeddings/a.zip', content: nested(5) }]),
  inArchive('five archives in each other', nested(5)),
  inDocument('entries that lie on each other', overlapping),
  ...both('an encrypted entry', { name: 'word/secret.txt', content: text, flags: 1 }),
  ...both('a way out by ..', { name: '../../../etc/cron.d/evil', content: text }),
  ...both('an absolute path', { name: '/etc/passwd', content: text }),
  ...both('a drive', { name: 'C:/Windows/evil.txt', content: text }),
  ...both('a link', { name: 'way-out', content: Buffer.from('/etc/passwd'), mode: 0o120777 }),
  {
    trick: 'an archive that was cut off',
    name: 'report.docx',
    bytes: docxWith([{ name: 'word/a.txt', content: Buffer.alloc(2000, 'x') }]).subarray(0, 1500),
    expected: refused('truncated'),
  },
  {
    trick: 'macros under an innocent name',
    name: 'report.docx',
    bytes: docxWith([{ name: 'word/vbaProject.bin', content: text }]),
    expected: refused('type_mismatch'),
  },
  { trick: 'macros', name: 'report.docm', bytes: docxWith([]), expected: refused('extension_blocked') },
  { trick: 'a tar with a link', name: 'files.tar', bytes: tarWithLink(), expected: refused('extension_blocked') },
  { trick: 'a tar as a document', name: 'files.docx', bytes: tarWithLink(), expected: refused('type_mismatch') },
  {
    trick: 'a gzip bomb',
    name: 'logs.gz',
    bytes: gzipSync(Buffer.alloc(8 * MB)),
    expected: refused('extension_blocked'),
  },
  {
    trick: 'a gzip bomb as a log',
    name: 'logs.log',
    bytes: gzipSync(Buffer.alloc(8 * MB)),
    expected: refused('type_mismatch'),
  },
  {
    trick: 'a 7z as a PDF',
    name: 'files.pdf',
    bytes: Buffer.from('377abcaf271c0004000000000000000000000000', 'hex'),
    expected: refused('type_mismatch'),
  },
  {
    trick: 'a RAR as a PDF',
    name: 'files.pdf',
    bytes: Buffer.from('526172211a0701003392b5e50a0105060005010180800000', 'hex'),
    expected: refused('type_mismatch'),
  },
]
