import { normalDecimal } from '@groundwork/domain'
import pg from 'pg'

/**
 * How values leave the database: moments as ISO 8601 text in UTC, days and decimals as text, whole numbers as numbers. No
 * Date is ever made: a list of 25 rows would make a hundred of them only to print them again.
 */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? parserOf(oid, format)) as typeof pg.types.getTypeParser,
}

const asIs = (text: string) => text
/** pg's types name the common types only; the function takes any. */
const parserOf = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown
const textArray = 1009
const parseTextArray = parserOf(textArray)

const parsers = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1082, asIs],
  [1114, parseMoment],
  [1184, parseMoment],
  // `0.082500` of a column with six digits is `0.0825`: a number has one spelling, whatever keeps it.
  [1700, (text) => normalDecimal(text) ?? text],
  [2950, asIs],
  [25, asIs],
  [textArray, parseWords],
  [3802, (text) => (text === '{}' ? {} : JSON.parse(text))],
])

/** Words with nothing in them that Postgres would quote or write otherwise are what stands between the commas. */
const arePlain = /^\{[^"{}\\]+\}$/

function parseWords(text: string): unknown {
  if (text === '{}') return []
  return arePlain.test(text) && !text.includes('NULL') ? text.slice(1, -1).split(',') : parseTextArray(text)
}

/** `2026-11-21 02:42:13.1+00` -> `2026-11-21T02:42:13.100Z`. The session's time zone is UTC and its style ISO. */
export function parseMoment(text: string): string {
  const day = text.slice(0, 10)
  const time = text.slice(11, 19)
  const plus = text.indexOf('+', 19)
  const fraction = plus > 20 ? text.slice(20, plus) : ''
  return `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}
