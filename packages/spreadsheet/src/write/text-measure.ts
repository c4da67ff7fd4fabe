/** How wide texts are in one font and size. Letters are measured once each, which is what makes a long table quick. */
export class TextMeasure {
  readonly #widths = new Map<string, number>()

  constructor(private readonly widthOf: (letter: string) => number) {}

  of(text: string): number {
    let width = 0
    for (const letter of text) width += this.#ofLetter(letter)
    return width
  }

  /** Broken between words where that is possible; what goes beyond `most` lines ends in an ellipsis. */
  lines(text: string, room: number, most: number): readonly string[] {
    const lines: string[] = []
    let rest = text
    while (rest && lines.length < most) {
      const fits = this.#fitting(rest, room)
      if (fits.length === rest.length) return [...lines, rest]
      if (lines.length === most - 1) return [...lines, `${this.#fitting(rest, room - this.of('…')).trimEnd()}…`]
      const line = this.#atWord(rest, fits)
      lines.push(line.trimEnd())
      rest = rest.slice(line.length).trimStart()
    }
    return lines
  }

  /** At least one letter, or a narrow column would never end. */
  #fitting(text: string, room: number): string {
    let width = 0
    let end = 0
    for (const letter of text) {
      width += this.#ofLetter(letter)
      if (width > room && end > 0) break
      end += letter.length
    }
    return text.slice(0, end)
  }

  #atWord(text: string, fits: string): string {
    if (text[fits.length] === ' ') return fits
    const space = fits.lastIndexOf(' ')
    return space > 0 ? fits.slice(0, space + 1) : fits
  }

  #ofLetter(letter: string): number {
    const known = this.#widths.get(letter)
    if (known !== undefined) return known
    const width = this.widthOf(letter)
    this.#widths.set(letter, width)
    return width
  }
}
