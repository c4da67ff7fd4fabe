import type { Cell } from './cell.ts'
import { type CellIssue, type CellReading, type DateOrder, faulty } from './cell-reading.ts'
import { dateOfSerial } from './serial-date.ts'

export type ReadDate = { readonly moment: Date } | { readonly issue: CellIssue }

/**
 * A day or a moment as people and programs write it: ISO 8601, `21.11.2026`, `11/21/26 2:30 pm`, `21 Nov 2026`, or the days that a
 * workbook counts. Where day and month cannot be told apart it asks rather than guesses. Without a zone it is UTC.
 */
export function readDate(cell: Cell, { dateOrder, dateSystem = 1900 }: CellReading = {}): ReadDate {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? notADate : { moment: cell }
  if (typeof cell === 'number') return ofSerial(cell, dateSystem)
  if (typeof cell !== 'string' || cell.length > 60) return notADate
  const [, day = '', time = ''] = /^(.*?)(?:[T\s,]\s*(\d{1,2}:\d\d.*))?$/su.exec(cell.trim()) ?? []
  const read = readDay(day.trim(), dateOrder)
  const milliseconds = time === '' ? 0 : readTime(time.trim())
  if (typeof read !== 'number') return read
  return milliseconds === undefined ? notADate : { moment: new Date(read + milliseconds) }
}

const notADate = faulty('not_a_date', 'Not a date such as 2026-11-21')

/** A bare number below 1 is no day that anybody means. */
function ofSerial(serial: number, system: 1900 | 1904): ReadDate {
  const moment = serial >= 1 ? dateOfSerial(serial, system) : undefined
  return moment ? { moment } : notADate
}

function readDay(text: string, order: DateOrder | undefined): number | { readonly issue: CellIssue } {
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (compact) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const [, first, second, third] = /^(\d{1,4})[-./\s](\d{1,2})[-./\s](\d{1,4})\.?$/.exec(text) ?? []
  if (first === undefined || second === undefined || third === undefined) return readNamedMonth(text)
  if (first.length > 2) return third.length > 2 ? notADate : dayOf(Number(first), Number(second), Number(third))
  if (order === 'ymd') return third.length > 2 ? notADate : dayOf(yearOf(first), Number(second), Number(third))
  const [one, two, year] = [Number(first), Number(second), yearOf(third)]
  const isDayFirst = order ? order === 'dmy' : one > 12 || one === two
  if (isDayFirst) return dayOf(year, two, one)
  if (order || two > 12) return dayOf(year, one, two)
  return faulty('ambiguous_date', `${text} can be two days: say whether the day or the month comes first`)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `21 Nov 2026`, `21-Nov-26`, `November 21, 2026`. */
function readNamedMonth(text: string): number | { readonly issue: CellIssue } {
  const parts = text.toLowerCase().match(/\d+|[a-z]+/g) ?? []
  const [one = '', two = '', year = '', more] = parts.filter((part) => !/^(?:st|nd|rd|th|of)$/.test(part))
  const [day, name] = /^\d/.test(one) ? [one, two] : [two, one]
  const month = months.indexOf(name.slice(0, 3)) + 1
  if (more !== undefined || month === 0 || !/^\d{1,2}$/.test(day) || !/^(?:\d{2}|\d{4})$/.test(year)) return notADate
  return dayOf(yearOf(year), month, Number(day))
}

/** Of two figures: the hundred years around now, up to 2069. */
const yearOf = (text: string) => (text.length > 2 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900))

/** Only days that there are: no 30th of February. */
function dayOf(year: number, month: number, day: number): number | { readonly issue: CellIssue } {
  const moment = new Date(Date.UTC(2000, month - 1, day))
  moment.setUTCFullYear(year, month - 1, day)
  const isThere = moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
  return isThere && year >= 1 ? moment.getTime() : notADate
}

const timeShape = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([ap])?\.?m?\.?\s*(z|utc|gmt|[+-]\d\d:?\d\d)?$/i

/** Milliseconds after midnight UTC. */
function readTime(text: string): number | undefined {
  const [, hours = '', minutes = '', seconds = '0', fraction = '0', half, zone = 'z'] = timeShape.exec(text) ?? []
  if (hours === '' || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  if (half ? Number(hours) < 1 || Number(hours) > 12 : Number(hours) > 23) return undefined
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours)
  const [, sign, aheadHours = '0', aheadMinutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  const ahead = (Number(aheadHours) * 60 + Number(aheadMinutes)) * (sign === '-' ? -1 : 1)
  return (
    ((hour * 60 + Number(minutes) - ahead) * 60 + Number(seconds)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000)
  )
}
