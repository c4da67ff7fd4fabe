import { products } from './products.mjs'
import { zip } from './zip.mjs'

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const main = (kind) => `http://schemas.openxmlformats.org/${kind}/2006/main`
const typeOf = (name) => `application/vnd.openxmlformats-officedocument.${name}+xml`

const contentTypes = (parts) =>
  `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `${parts.map(([path, type]) => `<Override PartName="${path}" ContentType="${typeOf(type)}"/>`).join('')}</Types>`

const relationships = (targets) =>
  `${xml}<Relationships xmlns="${packaged}/relationships">${targets
    .map(([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** A letter of one page that Word and LibreOffice open without a complaint. */
export function docx() {
  const paragraph = (text, size = 22, isBold = false) =>
    `<w:p><w:pPr><w:spacing w:after="160"/></w:pPr><w:r><w:rPr>${isBold ? '<w:b/>' : ''}<w:sz w:val="${size}"/></w:rPr><w:t>${text}</w:t></w:r></w:p>`
  const body = [
    paragraph('Harbour Tools', 36, true),
    paragraph('Quay 7, 24103 Westhaven'),
    paragraph('Dear customer,'),
    paragraph(
      'thank you for your order. Everything on it leaves our warehouse this week; the packing list is enclosed.',
    ),
    paragraph('The new price list holds until the end of the year. Please ask if you miss an article.'),
    paragraph('With kind regards'),
    paragraph('Ada Northcott', 22, true),
  ]
  return zip({
    '[Content_Types].xml': contentTypes([['/word/document.xml', 'wordprocessingml.document.main']]),
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `${xml}<w:document xmlns:w="${main('wordprocessingml')}"><w:body>${body.join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
  })
}

/** A price list with a formula below it. */
export function xlsx() {
  const text = (value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const rows = [
    `<row>${['SKU', 'Name', 'Unit', 'Price'].map(text).join('')}</row>`,
    ...products.map(
      ({ sku, name, unit, price }) => `<row>${[sku, name, unit].map(text).join('')}<c><v>${price}</v></c></row>`,
    ),
    `<row>${text('')}${text('Sum')}${text('')}<c><f>SUM(D2:D${products.length + 1})</f><v>${products.reduce((sum, { price }) => sum + price, 0)}</v></c></row>`,
  ]
  return zip({
    '[Content_Types].xml': contentTypes([
      ['/xl/workbook.xml', 'spreadsheetml.sheet.main'],
      ['/xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet'],
    ]),
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${xml}<workbook xmlns="${main('spreadsheetml')}" xmlns:r="${office}"><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([['worksheet', 'worksheets/sheet1.xml']]),
    'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="${main('spreadsheetml')}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  })
}

/** An offer of one page with a logo, a table and a line below it. */
export function pdf() {
  const line = (text, x, y, size = 11, font = 'F1') => `BT /${font} ${size} Tf ${x} ${y} Td (${text}) Tj ET`
  const content = [
    '0.11 0.36 0.62 rg 56 752 34 34 re f 1 1 1 rg 64 760 18 5 re f 64 770 18 5 re f 0 0 0 rg',
    line('Harbour Tools', 104, 762, 22, 'F2'),
    line('Offer 2031 for Westhaven Shipyard', 56, 706, 14, 'F2'),
    ...products.flatMap(({ sku, name, price }, index) => [
      line(sku, 56, 672 - index * 20),
      line(name, 150, 672 - index * 20),
      line(price.toFixed(2), 480, 672 - index * 20),
    ]),
    `0.6 w 56 ${682 - products.length * 20} m 540 ${682 - products.length * 20} l S`,
    line('Total', 56, 662 - products.length * 20, 11, 'F2'),
    line(products.reduce((sum, { price }) => sum + price, 0).toFixed(2), 480, 662 - products.length * 20, 11, 'F2'),
  ].join('\n')
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
  ])
}

/** Objects, the table of where each begins, and where that table begins. */
function pdfOf(objects) {
  let text = '%PDF-1.4\n'
  const starts = objects.map((object, index) => {
    const start = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const table = text.length
  const entries = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
