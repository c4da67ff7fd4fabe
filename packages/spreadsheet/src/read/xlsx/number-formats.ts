import type { Readable } from 'node:stream'
import { readXml } from './read-xml.ts'
import { attribute, malformed } from './xml-text.ts'

/** What the number in a cell stands for. */
export type NumberMeaning = 'number' | 'date' | 'time'

const LONGEST = 100_000
/** What a workbook of Excel can have: no more styles, and no longer code of a format. */
const MAX_STYLES = 65_536
const LONGEST_CODE = 255

/** The numbers of formats that every workbook has (ECMA-376, part 1, 18.8.30), those of Asian languages included. */
function builtIn(id: number): NumberMeaning {
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id === 55 || id === 56)
    return 'time'
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'date' : 'number'
}

/** What a format of the workbook's own makes of a number: `dd.mm.yyyy` a day, `[h]:mm` a time. */
function meaningOf(format: string): NumberMeaning {
  if (format.length > LONGEST_CODE) return 'number'
  const [first = ''] = format.split(';')
  const code = first.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
  if (/general|[#?]/i.test(code)) return 'number'
  if (/[yde]|m{3}/i.test(code)) return 'date'
  return /[hs]/i.test(code) ? 'time' : /m/i.test(code) ? 'date' : 'number'
}

/** The meaning of each style that cells name by its place in the list. */
export async function readNumberFormats(part: Readable): Promise<readonly NumberMeaning[]> {
  const own = new Map<number, NumberMeaning>()
  const styles: NumberMeaning[] = []
  let isInCellStyles = false
  await readXml(
    part,
    {
      open(tag, attributes) {
        if (tag === 'numFmt') {
          own.set(Number(attribute(attributes, 'numFmtId')), meaningOf(attribute(attributes, 'formatCode') ?? ''))
          if (own.size > MAX_STYLES) throw malformed()
        }
        if (tag === 'cellXfs') isInCellStyles = true
        if (tag !== 'xf' || !isInCellStyles) return
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        styles.push(own.get(id) ?? builtIn(id))
        if (styles.length > MAX_STYLES) throw malformed()
      },
      close(tag) {
        if (tag === 'cellXfs') isInCellStyles = false
      },
      text() {},
    },
    LONGEST,
  )
  return styles
}
