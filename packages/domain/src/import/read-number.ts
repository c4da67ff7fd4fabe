import { normalDecimal } from '../resource/decimal-text.ts'
import { Exact } from '../resource/exact.ts'
import type { Cell } from './cell.ts'
import { type CellIssue, type DecimalMark, faulty } from './cell-reading.ts'

export type ReadNumber = { readonly decimal: string } | { readonly issue: CellIssue }

/** More figures than any field keeps. */
const MAX_LENGTH = 60
const MAX_EXPONENT = 40

/**
 * A number as people write it, in its one normal spelling: `1 234,50 €`, `1,234.5`, `(12)`, `1.2E+3`. Without being told which mark
 * stands before decimals, `1,234` is asked about rather than guessed; `1.234` is what programs write, this one included.
 */
export function readNumber(cell: Cell, decimal?: DecimalMark): ReadNumber {
  if (typeof cell === 'number') return Number.isFinite(cell) ? { decimal: new Exact(cell).toFixed() } : notANumber
  if (typeof cell !== 'string' || cell.length > MAX_LENGTH) return notANumber
  const { figures, isNegative } = bare(cell)
  const plain = plainFigures(figures, decimal)
  if (typeof plain !== 'string') return plain
  const value = normalDecimal(plain)
  if (value === undefined) return notANumber
  return { decimal: isNegative && value !== '0' ? `-${value}` : value }
}

const notANumber = faulty('not_a_number', 'Not a number')

/** Without its sign, its currency and the spaces in it. Bookkeepers write what is less than nothing in brackets or with the sign behind. */
function bare(text: string): { readonly figures: string; readonly isNegative: boolean } {
  const spelt = text.replace(/[\s\u00a0\u202f'’]/gu, '').replace(/^\p{Sc}|\p{Sc}$/gu, '')
  const [, bracketed, behind, sign, unsigned] = /^(?:\((.+)\)|(.+)[-−]|([-−+]?)(.*))$/u.exec(spelt) ?? []
  const figures = (bracketed ?? behind ?? unsigned ?? '').replace(/^\p{Sc}/u, '')
  return { figures, isNegative: bracketed !== undefined || behind !== undefined || (sign !== '' && sign !== '+') }
}

/** With a point before the decimals, and no other mark. */
function plainFigures(figures: string, decimal: DecimalMark | undefined): string | { readonly issue: CellIssue } {
  const [, mantissa, exponent] = /^(\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})$/.exec(figures) ?? []
  if (mantissa !== undefined) {
    if (Math.abs(Number(exponent)) > MAX_EXPONENT) return notANumber
    return new Exact(`${mantissa.replace(',', '.')}e${exponent}`).toFixed()
  }
  if (!/^[\d.,]+$/.test(figures)) return notANumber
  const mark = decimal ?? markIn(figures)
  if (mark === undefined) {
    const message = `${figures} can be two numbers: say which mark stands before decimals`
    return faulty('ambiguous_number', message)
  }
  const [whole = '', fraction, more] = figures.split(mark)
  if (more !== undefined || fraction?.match(/[.,]/)) return notANumber
  const ungrouped = withoutGroups(whole, mark === '.' ? ',' : '.')
  return ungrouped === undefined ? notANumber : `${ungrouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Which mark stands before decimals, by the number alone; undefined where both could. */
function markIn(figures: string): DecimalMark | undefined {
  const comma = figures.lastIndexOf(',')
  const point = figures.lastIndexOf('.')
  if (comma < 0) return figures.indexOf('.') === point ? '.' : ','
  if (point >= 0) return comma > point ? ',' : '.'
  if (figures.indexOf(',') !== comma) return '.'
  return /^[1-9]\d{0,2},\d{3}$/.test(figures) ? undefined : ','
}

/** Thousands, and the lakhs of India: the last group has three figures. */
function withoutGroups(whole: string, mark: string): string | undefined {
  if (!whole.includes(mark)) return whole
  const [first = '', ...groups] = whole.split(mark)
  const last = groups.pop() ?? ''
  const isGrouped = /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{2,3}$/.test(group)) && /^\d{3}$/.test(last)
  return isGrouped ? [first, ...groups, last].join('') : undefined
}
