import { Exact } from '../resource/exact.ts'
import { isPrintable } from '../resource/field.ts'
import type { Cell } from './cell.ts'
import { type CellReading, faulty, type ReadCell } from './cell-reading.ts'
import type { ImportableColumn } from './importable-columns.ts'
import { readDate } from './read-date.ts'
import { readNumber } from './read-number.ts'
import { parseJson, readBoolean, readChoice, readList } from './read-words.ts'

/**
 * What a cell says of the field its column stands for, in the form that the field's schema judges afterwards. Whom a reference names
 * is not known here: it stays text. Nothing is rounded, and nothing is guessed that could be meant in two ways.
 */
export function readCell(column: ImportableColumn, cell: Cell, how: CellReading = {}): ReadCell {
  if (isEmpty(cell)) return ofNothing(column)
  if (typeof cell === 'string' && formulaErrors.test(cell))
    return faulty('formula_error', `The formula came to ${cell.trim()}`)
  const { kind, choices } = column.field
  switch (kind) {
    case 'integer':
    case 'bigint':
      return ofWhole(cell, how)
    case 'decimal':
      return ofDecimal(column, cell, how)
    case 'boolean': {
      const value = readBoolean(cell)
      return value === undefined ? faulty('not_true_or_false', 'Neither yes nor no') : { value }
    }
    case 'date':
    case 'timestamp':
      return ofDate(cell, how, kind)
    case 'textArray':
      return ofList(textOf(cell), choices)
    case 'json':
      return ofJson(cell)
    case 'items':
      return ofItems(column, cell)
    case 'uuid':
    case 'text':
      if (choices) return ofChoice(textOf(cell), choices)
      return column.by ? ofName(textOf(cell)) : { value: textOf(cell) }
  }
}

/** What a spreadsheet program shows in place of a result. `#CALC!` also stands for a formula that was never worked out. */
const formulaErrors = /^\s*#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)\s*$/

const isEmpty = (cell: Cell) => cell === null || (typeof cell === 'string' && cell.trim() === '')

/** Empties what can be empty. What cannot, and has a default, is left as it is. */
function ofNothing({ field: { kind, presence, schema }, required }: ImportableColumn): ReadCell {
  if (required) return faulty('required', 'May not be empty')
  if (presence !== 'defaulted') return { value: null }
  const empty = kind === 'text' ? '' : kind === 'textArray' || kind === 'items' ? [] : kind === 'json' ? {} : undefined
  return { value: empty !== undefined && schema.safeParse(empty).success ? empty : undefined }
}

/** As a person would have typed it. */
function textOf(cell: Cell): string {
  if (cell instanceof Date) {
    const text = cell.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
  }
  if (typeof cell !== 'number') return String(cell ?? '').trim()
  const number = readNumber(cell)
  return 'decimal' in number ? number.decimal : String(cell)
}

function ofWhole(cell: Cell, { decimal }: CellReading): ReadCell {
  const number = readNumber(cell, decimal)
  if ('issue' in number) return number
  const value = Number(number.decimal)
  if (number.decimal.includes('.')) return faulty('not_whole', 'Not a whole number')
  return Number.isSafeInteger(value) ? { value } : faulty('too_large', 'Too large a number')
}

function ofDecimal({ isNumber }: ImportableColumn, cell: Cell, { decimal }: CellReading): ReadCell {
  const number = readNumber(cell, decimal)
  if ('issue' in number || !isNumber) return 'issue' in number ? number : { value: number.decimal }
  const value = Number(number.decimal)
  return new Exact(value).toFixed() === number.decimal
    ? { value }
    : faulty('too_large', 'More figures than can be kept')
}

function ofDate(cell: Cell, how: CellReading, kind: 'date' | 'timestamp'): ReadCell {
  const date = readDate(cell, how)
  if ('issue' in date) return date
  const text = date.moment.toISOString()
  return { value: kind === 'date' ? text.slice(0, 10) : text }
}

/** Whom it names is asked of the database before any schema judges it, and a NUL would end the whole chunk there. */
const ofName = (text: string): ReadCell =>
  isPrintable(text) ? { value: text } : faulty('control_character', 'Control characters are not allowed')

function ofChoice(text: string, choices: readonly string[]): ReadCell {
  const value = readChoice(text, choices)
  return value === undefined ? notAChoice(choices) : { value }
}

const notAChoice = (choices: readonly string[]) =>
  faulty('not_a_choice', `Not one of ${choices.slice(0, 20).join(', ')}`)

/** A choice may have a comma in it, so the whole is tried first. */
function ofList(text: string, choices: readonly string[] | undefined): ReadCell {
  if (!choices) return { value: readList(text) }
  const whole = readChoice(text, choices)
  const meant = whole === undefined ? readList(text).map((word) => readChoice(word, choices)) : [whole]
  return meant.includes(undefined) ? notAChoice(choices) : { value: [...new Set(meant)] }
}

function ofJson(cell: Cell): ReadCell {
  if (typeof cell === 'number' || typeof cell === 'boolean') return { value: cell }
  const value = typeof cell === 'string' ? parseJson(cell) : undefined
  return value === undefined ? faulty('not_json', 'Not JSON such as {"size": "L"}') : { value }
}

/** As JSON; or, where an item is a word and nothing else must be said of it, words between commas: `ada@example.com, bob@example.com`. */
function ofItems({ field: { members = {} } }: ImportableColumn, cell: Cell): ReadCell {
  const text = textOf(cell)
  const value = parseJson(text)
  if (Array.isArray(value)) return { value }
  const [name, ...more] = Object.keys(members).filter((member) => !members[member]?.safeParse(undefined).success)
  if (name === undefined || more.length > 0 || !members[name]?.safeParse(readList(text)[0]).success) {
    return faulty('not_json', 'Not a list in JSON such as [{"email": "ada@example.com"}]')
  }
  return { value: readList(text).map((word) => ({ [name]: word })) }
}
