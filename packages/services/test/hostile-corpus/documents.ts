import { available, type HostileFile, refused } from './hostile-file.ts'
import { docxWith, makeZip, xlsxWith } from './make-zip.ts'

const page = '<html><body><script>alert(document.cookie)</script></body></html>'
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n')
const jar = makeZip([{ name: 'META-INF/MANIFEST.MF', content: Buffer.from('Main-Class: Evil') }])
const entities =
  '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

export const documents: readonly HostileFile[] = [
  { trick: 'a page', name: 'index.html', bytes: Buffer.from(page), expected: refused('extension_blocked') },
  { trick: 'a page as a PDF', name: 'a.pdf', bytes: Buffer.from(page), expected: refused('type_mismatch') },
  { trick: 'a page as text', name: 'page.txt', bytes: Buffer.from(page), expected: available },
  {
    trick: 'a page in UTF-7',
    name: 'seven.txt',
    bytes: Buffer.from('+ADw-script+AD4-alert(1)+ADw-/script+AD4-'),
    expected: available,
  },
  { trick: 'a page in UTF-16', name: 'sixteen.txt', bytes: utf16(page), expected: available },
  {
    trick: 'XML that reads our files',
    name: 'a.xml',
    bytes: Buffer.from(`<?xml version="1.0"?>${entities}<x>&secret;</x>`),
    expected: refused('type_not_allowed'),
  },
  {
    trick: 'a document that reads our files',
    name: 'a.docx',
    bytes: docxWith(
      [],
      `<?xml version="1.0"?>${entities}<w:document><w:body><w:t>&secret;&b;</w:t></w:body></w:document>`,
    ),
    expected: available,
  },
  {
    trick: 'a workbook merged into one cell',
    name: 'a.xlsx',
    bytes: xlsxWith([
      {
        name: 'xl/worksheets/sheet1.xml',
        content: Buffer.from(
          '<worksheet><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        ),
      },
    ]),
    expected: available,
  },
  {
    trick: 'formulas that call programs',
    name: 'a.csv',
    bytes: Buffer.from(`name,amount\n=cmd|' /C calc'!A0,1\n@SUM(1+1),2\n+1,3\n`),
    expected: available,
  },
  {
    trick: 'rich text with an object',
    name: 'a.rtf',
    bytes: Buffer.from('{\\rtf1{\\object\\objocx{\\*\\objdata 0105000002000000}}}'),
    expected: available,
  },
  {
    trick: 'an archive behind a PDF',
    name: 'a.pdf',
    bytes: Buffer.concat([pdf, jar]),
    expected: refused('hidden_archive'),
  },
]
