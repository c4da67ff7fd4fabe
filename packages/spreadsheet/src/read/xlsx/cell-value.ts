import { type Cell, dateOfSerial } from '@groundwork/domain'
import type { NumberMeaning } from './number-formats.ts'
import { timeOfSerial } from './serial-time.ts'
import { SharedText } from './shared-texts.ts'
import { decodeEscapes, malformed } from './xml-text.ts'

/** What is needed to know what cells mean. */
export interface CellMeanings {
  readonly styles: readonly NumberMeaning[]
  readonly dateSystem: 1900 | 1904
}

/** A cell as it stands in the XML of a sheet. */
export interface WrittenCell {
  readonly type: string
  readonly style: number
  readonly text: string
  readonly hasFormula: boolean
}

/** A formula is what it came to when it was last worked out. Errors stay what people see of them: `#N/A`. */
export function cellValue({ type, style, text, hasFormula }: WrittenCell, meanings: CellMeanings): Cell | SharedText {
  switch (type) {
    case 's':
      return text === '' ? null : sharedText(Number(text))
    case 'str':
    case 'inlineStr':
      return decodeEscapes(text)
    case 'b':
      return text === '1' || text === 'true'
    case 'e':
      return text
    case 'd':
      return isoDate(text)
    default:
      // A formula that nothing has ever worked out.
      if (text === '') return hasFormula ? '#CALC!' : null
      return numberValue(text.trim(), meanings.styles[style] ?? 'number', meanings.dateSystem)
  }
}

function sharedText(index: number): SharedText {
  if (!Number.isSafeInteger(index) || index < 0) throw malformed()
  return new SharedText(index)
}

/** Of the strict form of the standard: `2026-11-21T09:30:00`. */
function isoDate(text: string): Cell {
  const date = new Date(/[zZ]|[+-]\d\d:\d\d$/.test(text) || !text.includes('T') ? text : `${text}Z`)
  return Number.isNaN(date.getTime()) ? text : date
}

/** Figures beyond what a number of JavaScript holds are kept as they stand. */
function numberValue(text: string, meaning: NumberMeaning, system: 1900 | 1904): Cell {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  if (meaning === 'time' || (meaning === 'date' && value >= 0 && value < 1 && system === 1900))
    return timeOfSerial(value)
  // The day that never was has no other name.
  if (meaning === 'date')
    return dateOfSerial(value, system) ?? (system === 1900 && Math.floor(value) === 60 ? '1900-02-29' : value)
  const isExact = Number.isInteger(value)
    ? Number.isSafeInteger(value)
    : text.replace(/^-?0*\.?0*|[eE].*$|\./g, '').length <= 17
  return isExact ? value : text
}
