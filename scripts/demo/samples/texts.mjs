import { products } from './products.mjs'

export const csv = () =>
  Buffer.from(
    [
      'sku,name,unit,price',
      ...products.map(({ sku, name, unit, price }) => `${sku},"${name}",${unit},${price}`),
      '',
    ].join('\n'),
  )

export const packingList = () =>
  Buffer.from(
    ['PACKING LIST 2031', '', ...products.map(({ sku, name }, index) => `${index + 1}. ${sku}  ${name}`), ''].join(
      '\n',
    ),
  )

export const meetingNotes = () =>
  Buffer.from(`# Harbour meeting

Present: Ada, Grace, Søren · Zoë joined from 日本

- [x] New fenders for berth 4
- [ ] Paint the lighthouse before autumn
- [ ] Ask three yards for **offers**

> Next meeting when the boats are back.
`)

export const drawing = () =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" width="480" height="320">
  <rect width="480" height="320" fill="#f8f6f0"/>
  <g fill="none" stroke="#2b3a55" stroke-width="6">
    <rect x="30" y="30" width="420" height="260"/>
    <path d="M220 30v120M220 200v90M30 170h110M220 170h230"/>
  </g>
  <g fill="#2b3a55" font-family="sans-serif" font-size="18">
    <text x="90" y="105">Workshop</text><text x="300" y="105">Stores</text>
    <text x="95" y="240">Office</text><text x="300" y="240">Boat hall</text>
  </g>
  <circle cx="345" cy="195" r="9" fill="#d6453d"/>
</svg>
`)

/** Says that it is a picture and is none: to see a refusal. */
export const notReally = () => Buffer.from('This is a line of text whose name claims that it is a photo.\n')
