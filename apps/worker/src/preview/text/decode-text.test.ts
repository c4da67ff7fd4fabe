import { textLimit } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { decodeText, keptText } from './decode-text.ts'

const cyrillic = 'Съешь же ещё этих мягких французских булок, да выпей чаю. '.repeat(4)

/** The alphabet in windows-1251, which Node can only read. */
const toWindows1251 = (text: string) =>
  Buffer.from(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0
      if (character === 'ё') return 0xb8
      return code < 0x80 ? code : code - 0x350
    }),
  )

describe('text', () => {
  it.each([
    ['utf-8', Buffer.from('Grüße, 世界')],
    ['utf-8', Buffer.from('\ufeffGrüße, 世界')],
    ['utf-16le', Buffer.from('\ufeffGrüße, 世界', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffGrüße, 世界', 'utf16le').swap16()],
  ])('in %s reads as it was written', (encoding, bytes) => {
    expect(decodeText(bytes, true)).toEqual({ encoding, text: 'Grüße, 世界' })
  })

  it('in an old encoding is guessed', () => {
    const bytes = Buffer.from('Schöne Grüße aus der Straße über den Flüssen, für Größe und Güte', 'latin1')
    expect(decodeText(bytes, true).text).toContain('Schöne Grüße aus der Straße')
    expect(decodeText(toWindows1251(cyrillic), true)).toEqual({ encoding: 'windows-1251', text: cyrillic })
  })

  it('that ends inside a character, because more follows, is still UTF-8', () => {
    expect(decodeText(Buffer.from('Grüß').subarray(0, -1), false)).toEqual({ encoding: 'utf-8', text: 'Grü' })
  })

  it('loses what no screen shows and no database keeps', () => {
    expect(decodeText(Buffer.from('a\u0000b\u0007c\r\nd\te'), true).text).toBe('abc\nd\te')
  })

  it('that is too long is kept in part, and says so', () => {
    expect(keptText('x'.repeat(textLimit))).toMatchObject({ isCut: false })
    const cut = keptText(`${'x'.repeat(textLimit - 1)}\u{1f600}`)
    expect(cut).toEqual({ content: 'x'.repeat(textLimit - 1), isCut: true })
  })

  it('of nothing but white space is none', () => {
    expect(keptText(' \n\t ')).toBeNull()
  })
})
