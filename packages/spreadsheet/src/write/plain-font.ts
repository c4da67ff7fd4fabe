import { createRequire } from 'node:module'
import { type Font, type Glyph, type GlyphRun, openSync } from 'fontkit'

/** Latin, Greek, Cyrillic, Hebrew, Armenian, Georgian and more; neither Chinese, Japanese, Korean nor the scripts of India. */
const fileOf = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)

/** A font that sets one glyph after the other. Shaping and kerning by the font's own tables take 50 ms for a row of a table. */
export interface PlainFont {
  /** A font that is open already, which pdfkit takes and its types leave out. */
  readonly source: PDFKit.Mixins.PDFFontSource
  widthOf(letter: string, size: number): number
}

export function openPlainFont(name: 'DejaVuSansCondensed' | 'DejaVuSansCondensed-Bold'): PlainFont {
  const font = openSync(fileOf(name))
  if (!('glyphForCodePoint' in font)) throw new Error(`${name} is a collection of fonts`)
  const glyphs = new Map<string, Glyph>()
  const glyphOf = (letter: string): Glyph => {
    const glyph = glyphs.get(letter) ?? font.glyphForCodePoint(letter.codePointAt(0) ?? 0)
    glyphs.set(letter, glyph)
    return glyph
  }
  const laidOut: Font = Object.create(font, { layout: { value: (text: string) => runOf([...text].map(glyphOf)) } })
  const source = laidOut as unknown as PDFKit.Mixins.PDFFontSource
  return { source, widthOf: (letter, size) => (glyphOf(letter).advanceWidth * size) / font.unitsPerEm }
}

function runOf(glyphs: Glyph[]): Pick<GlyphRun, 'glyphs' | 'positions' | 'advanceWidth'> {
  const positions = glyphs.map(({ advanceWidth: xAdvance }) => ({ xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 }))
  return { glyphs, positions, advanceWidth: glyphs.reduce((width, glyph) => width + glyph.advanceWidth, 0) }
}
