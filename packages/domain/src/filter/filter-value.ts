import { z } from 'zod'
import { normalDecimal } from '../resource/decimal-text.ts'
import type { Resource } from '../resource/define-resource.ts'
import { type Filter, type FilterValue, filterLimits, type Operator, type Scalar } from './filter.ts'
import { comparedAt, type FieldPlace, type FindResource, fieldAt } from './filter-fields.ts'
import { isEqualityOperator, isSetOperator, isTextualOperator, operatorsFor } from './filter-operators.ts'
import type { Compared } from './member-place.ts'

/** Either the value in its one normal spelling, or what is wrong with it (and with which item of a list). */
export type ReadValue = { readonly value: FilterValue } | Misfit
export interface Misfit {
  readonly problem: string
  readonly item?: number
}

/** Accepts a stand-in such as `$principal.userId` where a value of the field's own type is wanted. */
export type IsStandIn = (input: string) => boolean

/** Reads an untrusted value for a field and an operator that the field allows. */
export function readValue(place: FieldPlace, op: Operator, input: unknown, isStandIn?: IsStandIn): ReadValue {
  const readOne = (one: unknown) => readScalar(comparedAt(place), op, one, isStandIn)
  switch (op) {
    case 'isnull':
      return typeof input === 'boolean' ? { value: input } : { problem: 'Expected true or false' }
    case 'in':
    case 'notin':
    case 'hasany':
    case 'hasall':
      return readList(input, readOne)
    case 'between':
      return readRange(input, readOne)
    default:
      return readOne(input)
  }
}

/**
 * The filter with each value in its normal spelling, as a rule that was bound to a membership's attributes needs it; null when
 * one does not fit its field.
 */
export function fitFilter(filter: Filter, resource: Resource, named?: FindResource): Filter | null {
  let isSound = true
  const read = (node: Filter): Filter => {
    if ('and' in node) return { and: node.and.map(read) }
    if ('or' in node) return { or: node.or.map(read) }
    if ('not' in node) return { not: read(node.not) }
    const place = fieldAt(resource, node.field, named)
    const found = place && operatorsFor(place, named).includes(node.op) ? readValue(place, node.op, node.value) : null
    if (found && 'value' in found) return { ...node, value: found.value }
    isSound = false
    return node
  }
  const fitted = read(filter)
  return isSound ? fitted : null
}

function readList(input: unknown, readOne: (one: unknown) => ReadScalar): ReadValue {
  if (!Array.isArray(input)) return { problem: 'Expected a list' }
  const list: Scalar[] = []
  for (const [item, one] of input.entries()) {
    const read = readOne(one)
    if ('problem' in read) return { ...read, item }
    list.push(read.value)
  }
  return { value: list }
}

function readRange(input: unknown, readOne: (one: unknown) => ReadScalar): ReadValue {
  if (!Array.isArray(input) || input.length !== 2) return { problem: 'Expected two values, the least and the greatest' }
  const read = readList(input, readOne)
  const isMixed = typeof input[0] !== typeof input[1]
  return 'value' in read && isMixed ? { problem: 'Expected two values of the same type' } : read
}

type ReadScalar = { readonly value: Scalar } | Misfit

function readScalar(field: Compared, op: Operator, input: unknown, isStandIn?: IsStandIn): ReadScalar {
  if (isStandIn && typeof input === 'string' && input.startsWith('$')) {
    return isStandIn(input) ? { value: input } : { problem: 'Unknown value name' }
  }
  if (input === null) return { problem: 'Use isnull to ask for empty values' }
  const { expected, read } = readerFor(field, op)
  const value = read(input)
  if (value === undefined) return { problem: `Expected ${expected}` }
  const isChoice = !field.choices || !isEqualityOperator(op) || field.choices.includes(String(value))
  return isChoice ? { value } : { problem: `Expected one of ${field.choices.join(', ')}` }
}

interface Reader {
  readonly expected: string
  /** The value in its normal spelling, or undefined. */
  read(input: unknown): string | number | boolean | undefined
}

const readText = (input: unknown) => (typeof input === 'string' && isStorableText(input) ? input : undefined)
const readBoolean = (input: unknown) => (typeof input === 'boolean' ? input : undefined)
const readWholeNumber = (input: unknown) => (Number.isSafeInteger(input) ? Number(input) : undefined)
const readNumber = (input: unknown) => (Number.isFinite(input) ? Number(input) : undefined)

const textReader: Reader = { expected: `text of at most ${filterLimits.textLength} characters`, read: readText }
const wholeNumberReader: Reader = { expected: 'a whole number', read: readWholeNumber }

const readers: Readonly<Record<Exclude<Compared['kind'], 'items'>, Reader>> = {
  uuid: { expected: 'a uuid', read: readUuid },
  text: textReader,
  number: { expected: 'a number', read: readNumber },
  integer: wholeNumberReader,
  bigint: wholeNumberReader,
  decimal: { expected: 'a decimal number as text, such as 0.0825', read: readDecimal },
  boolean: { expected: 'true or false', read: readBoolean },
  date: { expected: 'a date such as 2026-11-21', read: readDate },
  timestamp: { expected: 'a moment with its offset, such as 2026-11-21T09:30:00Z', read: readTimestamp },
  textArray: textReader,
  json: {
    expected: `text of at most ${filterLimits.textLength} characters, a number, true or false`,
    read: (input) => readText(input) ?? readNumber(input) ?? readBoolean(input),
  },
}

/** Inside JSON the operator narrows what makes sense: only text contains, and yes is not more than no. */
const jsonOrderReader: Reader = {
  expected: `text of at most ${filterLimits.textLength} characters or a number`,
  read: (input) => readText(input) ?? readNumber(input),
}

/** Where moments are put in order, a day stands for its first moment. */
const momentOrDayReader: Reader = {
  expected: 'a moment with its offset, such as 2026-11-21T09:30:00Z, or a day such as 2026-11-21',
  read: (input) => readTimestamp(input) ?? startOfDay(readDate(input)),
}
const startOfDay = (day: string | undefined) => day && `${day}T00:00:00.000Z`

function readerFor({ kind }: Compared, op: Operator): Reader {
  if (kind === 'items') throw new Error('A list of structured values is asked by its members')
  if (kind === 'timestamp' && !isEqualityOperator(op)) return momentOrDayReader
  if (kind !== 'json' || isEqualityOperator(op)) return readers[kind]
  return isTextualOperator(op) || isSetOperator(op) ? textReader : jsonOrderReader
}

/** NUL and half a surrogate pair cannot be in any stored text, and Postgres refuses them. */
export const isStorableText = (text: string) =>
  text.length <= filterLimits.textLength && !/[\0\ud800-\udfff]/u.test(text)

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function readDecimal(input: unknown): string | undefined {
  const text = typeof input === 'number' ? String(input) : input
  return typeof text === 'string' && text.length <= 60 ? normalDecimal(text) : undefined
}

function readUuid(input: unknown): string | undefined {
  return typeof input === 'string' && uuidPattern.test(input) ? input.toLowerCase() : undefined
}

/** Years 1 to 9999: what four digits can write and Postgres can hold. Such dates sort as text. */
const isFourDigitYear = (iso: string) => /^(?!0000)\d{4}-/.test(iso)
const isoDate = z.iso.date()
const isoMoment = z.iso.datetime({ offset: true })

function readDate(input: unknown): string | undefined {
  const { success, data } = isoDate.safeParse(input)
  return success && isFourDigitYear(data) ? data : undefined
}

function readTimestamp(input: unknown): string | undefined {
  const { success, data } = isoMoment.safeParse(input)
  const moment = success ? new Date(data) : undefined
  if (!moment || Number.isNaN(moment.getTime())) return undefined
  const utc = moment.toISOString()
  return isFourDigitYear(utc) ? utc : undefined
}
