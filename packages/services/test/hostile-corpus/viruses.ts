import { deflateSync } from 'node:zlib'
import { eicar } from '../../src/file/scan/prove-scanner.ts'
import { type HostileFile, quarantined, refused } from './hostile-file.ts'
import { docxWith, makeZip } from './make-zip.ts'

const packed = makeZip([{ name: 'eicar.com', content: eicar, isDeflated: true }])

function pdfWith(stream: Buffer): Buffer {
  const compressed = deflateSync(stream)
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n2 0 obj\n<</Type/EmbeddedFile/Filter/FlateDecode/Length ${compressed.length}>>\nstream\n`,
    ),
    compressed,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n'),
  ])
}

/** The test file that every scanner calls a virus, plain and in hiding. */
export const viruses: readonly HostileFile[] = [
  { trick: 'a virus', name: 'readme.txt', bytes: eicar, expected: quarantined },
  {
    trick: 'a virus in a document',
    name: 'letter.docx',
    bytes: docxWith([{ name: 'word/embeddings/eicar.com', content: eicar, isDeflated: true }]),
    expected: quarantined,
  },
  {
    trick: 'a virus in an archive in an archive in a document',
    name: 'nested.docx',
    bytes: docxWith([{ name: 'word/embeddings/a.zip', content: makeZip([{ name: 'b.zip', content: packed }]) }]),
    expected: quarantined,
  },
  { trick: 'a virus attached to a PDF', name: 'invoice.pdf', bytes: pdfWith(eicar), expected: quarantined },
  {
    trick: 'a virus in an archive',
    name: 'files.zip',
    bytes: packed,
    expected: refused('extension_blocked'),
    asApp: quarantined,
  },
]
