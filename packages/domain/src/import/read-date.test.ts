import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell } from './cell.ts'
import type { CellReading } from './cell-reading.ts'
import { readDate } from './read-date.ts'

const read = (cell: Cell, how?: CellReading) => {
  const result = readDate(cell, how)
  return 'moment' in result ? result.moment.toISOString() : result.issue.rule
}

describe('a date', () => {
  it.each<[Cell, CellReading, string]>([
    ['2026-11-21', {}, '2026-11-21T00:00:00.000Z'],
    ['2026/11/21', {}, '2026-11-21T00:00:00.000Z'],
    ['20261121', {}, '2026-11-21T00:00:00.000Z'],
    ['21.11.2026', {}, '2026-11-21T00:00:00.000Z'],
    ['11/21/2026', {}, '2026-11-21T00:00:00.000Z'],
    ['05/05/2026', {}, '2026-05-05T00:00:00.000Z'],
    ['03.04.2026', { dateOrder: 'dmy' }, '2026-04-03T00:00:00.000Z'],
    ['03/04/2026', { dateOrder: 'mdy' }, '2026-03-04T00:00:00.000Z'],
    ['26-03-04', { dateOrder: 'ymd' }, '2026-03-04T00:00:00.000Z'],
    ['3.4.69', { dateOrder: 'dmy' }, '2069-04-03T00:00:00.000Z'],
    ['3.4.70', { dateOrder: 'dmy' }, '1970-04-03T00:00:00.000Z'],
    ['21 Nov 2026', {}, '2026-11-21T00:00:00.000Z'],
    ['21-Nov-26', {}, '2026-11-21T00:00:00.000Z'],
    ['November 21st, 2026', {}, '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T09:30:00Z', {}, '2026-11-21T09:30:00.000Z'],
    ['2026-11-21 09:30', {}, '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T09:30:15.250+02:00', {}, '2026-11-21T07:30:15.250Z'],
    ['2026-11-21T23:30-0130', {}, '2026-11-22T01:00:00.000Z'],
    ['11/21/2026, 2:30:05 pm', {}, '2026-11-21T14:30:05.000Z'],
    ['11/21/2026 12:05 AM', {}, '2026-11-21T00:05:00.000Z'],
    [46347, {}, '2026-11-21T00:00:00.000Z'],
    [46347.5, {}, '2026-11-21T12:00:00.000Z'],
    [44885, { dateSystem: 1904 }, '2026-11-21T00:00:00.000Z'],
    [1, {}, '1900-01-01T00:00:00.000Z'],
    [59, {}, '1900-02-28T00:00:00.000Z'],
    [61, {}, '1900-03-01T00:00:00.000Z'],
    [new Date(Date.UTC(2026, 10, 21)), {}, '2026-11-21T00:00:00.000Z'],
  ])('%j read with %j is %s', (cell, how, moment) => {
    expect(read(cell, how)).toBe(moment)
  })

  it.each(['03/04/2026', '1.2.2026', '01-02-26 10:00'])('%s may be two, so it asks', (text) => {
    expect(read(text)).toBe('ambiguous_date')
  })

  it.each<[Cell, CellReading]>([
    ['2026-02-30', {}],
    ['31.02.2026', {}],
    ['31/12/2026', { dateOrder: 'mdy' }],
    ['2026-11-21 25:00', {}],
    ['2026-11-21 13:00 pm', {}],
    ['tomorrow', {}],
    ['', {}],
    [0, {}],
    [60, {}],
    [2_958_466, {}],
    [Number.NaN, {}],
    [true, {}],
    ['9'.repeat(100), {}],
  ])('%j read with %j is none', (cell, how) => {
    expect(read(cell, how)).toBe('not_a_date')
  })

  it('is the day that was written, in every order', () => {
    const days = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.constantFrom('.', '/', '-'), (date, mark) => {
        const day = date.toISOString().slice(0, 10)
        const [year = '', month = '', dayOfMonth = ''] = day.split('-')
        expect(read([year, month, dayOfMonth].join(mark))).toBe(`${day}T00:00:00.000Z`)
        expect(read([dayOfMonth, month, year].join(mark), { dateOrder: 'dmy' })).toBe(`${day}T00:00:00.000Z`)
        expect(read([month, dayOfMonth, year].join(mark), { dateOrder: 'mdy' })).toBe(`${day}T00:00:00.000Z`)
        expect([`${day}T00:00:00.000Z`, 'ambiguous_date']).toContain(read([dayOfMonth, month, year].join(mark)))
      }),
    )
  })
})
