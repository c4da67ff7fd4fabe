import { buffer } from 'node:stream/consumers'
import type { Cell } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { columnBands } from './column-bands.ts'
import type { SheetColumn } from './sheet-column.ts'
import { TextMeasure } from './text-measure.ts'
import { typedCell } from './typed-cell.ts'
import { type WriteOptions, writeSpreadsheet } from './write-spreadsheet.ts'

const columns: readonly SheetColumn[] = [
  { name: 'sku', kind: 'text' },
  { name: 'price', kind: 'number' },
]

async function* batches(...rows: readonly (readonly Cell[])[][]) {
  for (const batch of rows) yield batch
}

const csv = async (rows: readonly (readonly Cell[])[], options: WriteOptions = {}, of = columns) =>
  (await buffer(writeSpreadsheet('csv', of, batches([...rows]), options))).toString()

describe('CSV', () => {
  it('has a header, quotes what would break a line, and ends lines as RFC 4180 says', async () => {
    expect(
      await csv([
        ['a,b', 1.5],
        ['say "hi"', null],
        ['two\nlines', -3],
        [' space', 0],
      ]),
    ).toBe('sku,price\r\n"a,b",1.5\r\n"say ""hi""",\r\n"two\nlines",-3\r\n" space",0\r\n')
  })

  it('neutralises what a spreadsheet would run, and leaves numbers numbers', async () => {
    expect(
      await csv([
        ['=cmd|/C calc', -5],
        ['@sum,1', '-0.25'],
      ]),
    ).toBe('sku,price\r\n"\'=cmd|/C calc",-5\r\n"\'@sum,1",-0.25\r\n')
  })

  it.each([
    ['an empty text', '', ''],
    ['a space of any kind before', '\u00a0a', '"\u00a0a"'],
    ['a space of any kind behind', 'a\u2003', '"a\u2003"'],
    ['what ends a cell for another reader', 'a;=1+1', '"a;=1+1"'],
    ['a tab', 'a\t=1+1', '"a\t=1+1"'],
    ['a bar', 'Ω|=1+1', '"Ω|=1+1"'],
    ['a formula behind a space', ' =1+1', "' =1+1"],
    ['a formula in full width', '\uff1d1+1', "'\uff1d1+1"],
    ['a letter of another script', 'Ω-1', 'Ω-1'],
    ['a formula that looks guarded', "'=1", "''=1"],
    ['a quote at the beginning', '"a', '"""a"'],
    ['a line end at the end', 'a\n', '"a\n"'],
  ])('writes %s so that it is read back', async (_, cell, written) => {
    expect(await csv([[cell, 1]])).toBe(`sku,price\r\n${written},1\r\n`)
  })

  it('may use another delimiter and say that it is UTF-8', async () => {
    expect(await csv([['a;b', 1]], { delimiter: ';', bom: true })).toBe('\ufeffsku;price\r\n"a;b";1\r\n')
  })

  it('of one column does not lose a row without a value', async () => {
    expect(await csv([['a'], [null], ['b']], {}, [{ name: 'sku', kind: 'text' }])).toBe('sku\r\na\r\n""\r\nb\r\n')
  })
})

describe('a table that is written', () => {
  it('takes rows only as fast as they are read, and ends them with its reader', async () => {
    let taken = 0
    let isEnded = false
    async function* endless() {
      try {
        for (;;) {
          taken += 1
          yield Array.from({ length: 500 }, (_, row) => [`row ${row} of ${taken}`, row] as const)
        }
      } finally {
        isEnded = true
      }
    }
    const stream = writeSpreadsheet('csv', columns, endless())
    const reader = stream[Symbol.asyncIterator]()
    for (let chunks = 0; chunks < 5; chunks++) await reader.next()
    expect(taken).toBeLessThan(20)
    await reader.return?.()
    expect(isEnded).toBe(true)
  })

  it('is broken off by its signal', async () => {
    const abort = new AbortController()
    async function* aborting() {
      yield [['a', 1]]
      abort.abort()
      yield [['b', 2]]
    }
    const stream = writeSpreadsheet('csv', columns, aborting(), { signal: abort.signal })
    await expect(buffer(stream)).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('typedCell', () => {
  it.each([
    ['number', '0.0825', 0.0825],
    ['number', '12345678901234567890', '12345678901234567890'],
    ['number', '007', '007'],
    ['number', '1e3', '1e3'],
    ['date', '2026-11-21', new Date('2026-11-21T00:00:00Z')],
    ['date', '1899-12-31', '1899-12-31'],
    ['date', 'someday', 'someday'],
    ['moment', '2026-11-21T10:20:30.456Z', new Date('2026-11-21T10:20:30.456Z')],
    ['text', '2026-11-21', '2026-11-21'],
  ] as const)('of a %s %j is %j', (kind, cell, typed) => {
    expect(typedCell(kind, cell)).toEqual(typed)
  })
})

describe('print', () => {
  it('cuts a wide table between columns and repeats the first', () => {
    expect(columnBands([30, 50, 50, 50], 200)).toEqual([[0, 1, 2, 3]])
    expect(columnBands([30, 50, 50, 50], 130)).toEqual([
      [0, 1, 2],
      [0, 3],
    ])
    expect(columnBands([300, 50, 400], 130)).toEqual([[0], [0, 1], [0, 2]])
    expect(columnBands([], 130)).toEqual([])
  })

  it('breaks lines between words, long words within, and ends what is too long', () => {
    const measure = new TextMeasure(() => 1)
    expect(measure.lines('one two three', 8, 3)).toEqual(['one two', 'three'])
    expect(measure.lines('abcdefghij', 4, 3)).toEqual(['abcd', 'efgh', 'ij'])
    expect(measure.lines('one two three four five', 5, 2)).toEqual(['one', 'two…'])
    expect(measure.lines('', 5, 2)).toEqual([])
  })
})
