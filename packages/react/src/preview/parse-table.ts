/** Rows of a text table: quotes around a value, two of them inside it, line breaks in it. As forgiving as spreadsheets are. */
export function parseTable(
  text: string,
  separator = guessSeparator(text),
  mostRows = Number.POSITIVE_INFINITY,
): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let value = ''
  let isQuoted = false
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0

  const endValue = () => {
    row.push(value)
    value = ''
  }
  const endRow = () => {
    endValue()
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  for (let at = start; at < text.length && rows.length < mostRows; at += 1) {
    const character = text[at]
    if (isQuoted) {
      if (character !== '"') value += character
      else if (text[at + 1] === '"') {
        value += '"'
        at += 1
      } else isQuoted = false
    } else if (character === '"' && value === '') isQuoted = true
    else if (character === separator) endValue()
    else if (character === '\n') endRow()
    else if (character !== '\r' || text[at + 1] !== '\n') value += character
  }
  if ((value !== '' || row.length) && rows.length < mostRows) endRow()
  return rows
}

/** Comma, semicolon (where the comma is the decimal sign) or tab: whichever the first line has most of. */
export function guessSeparator(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/))
  const counted = [',', ';', '\t'].map((separator) => ({ separator, count: line.split(separator).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).separator
}

/** Columns that hold numbers only are read from the right. */
export function numberColumns([, ...rows]: readonly (readonly string[])[]): ReadonlySet<number> {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const isNumber = (text: string) => /^[-+]?[\d\s.,'’]*\d%?$/.test(text.trim())
  return new Set(
    Array.from({ length: width }, (_, column) => column).filter((column) => {
      const values = rows.map((row) => row[column] ?? '').filter((text) => text.trim() !== '')
      return values.length > 0 && values.every(isNumber)
    }),
  )
}
