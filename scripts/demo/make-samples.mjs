// Makes every file of samples/ anew: `node scripts/demo/make-samples.mjs`. Nothing in them is taken from elsewhere.
import { writeFile } from 'node:fs/promises'
import { docx, pdf, xlsx } from './samples/documents.mjs'
import { dunes, harbour, lighthouse, nightSky } from './samples/pictures.mjs'
import { chime } from './samples/sound.mjs'
import { csv, drawing, meetingNotes, notReally, packingList } from './samples/texts.mjs'

const samples = {
  'harbour-at-dusk.jpg': harbour,
  'lighthouse.jpg': lighthouse,
  'dunes.webp': dunes,
  'night-sky.png': nightSky,
  'floor-plan.svg': drawing,
  'offer.pdf': pdf,
  'letter.docx': docx,
  'price-list.xlsx': xlsx,
  'products.csv': csv,
  'packing-list.txt': packingList,
  'meeting-notes.md': meetingNotes,
  'chime.wav': chime,
  'not-really.jpg': notReally,
}

for (const [name, make] of Object.entries(samples)) {
  const bytes = await make()
  await writeFile(new URL(`../../samples/${name}`, import.meta.url), bytes)
  console.log(`${name.padEnd(22)} ${String(bytes.length).padStart(8)} bytes`)
}
