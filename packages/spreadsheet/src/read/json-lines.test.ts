import { describe, expect, it } from 'vitest'
import { readAll } from '../../test/spreadsheet-source.ts'

describe('JSON lines', () => {
  it('have the names of all their rows as a header', async () => {
    const { header, cells, format, headerRow, rows } = await readAll(
      '{"sku": "007", "price": 1.5}\n\n{"price": 2, "tags": ["a", "b"], "live": true, "none": null}\r\n',
    )
    expect({ format, headerRow, header }).toEqual({
      format: 'jsonl',
      headerRow: 0,
      header: ['sku', 'price', 'tags', 'live', 'none'],
    })
    expect(cells).toEqual([
      ['007', 1.5, null, null, null],
      [null, 2, '["a","b"]', true, null],
    ])
    expect(rows.map(({ number }) => number)).toEqual([1, 3])
  })

  it('round no number, and take no text for one', async () => {
    const { cells } = await readAll(
      '{"a": 12345678901234567890, "b": -0.12345678901234567, "c": "12345678901234567890", "d": "\\"1234567890123456789"}',
    )
    expect(cells).toEqual([
      ['12345678901234567890', '-0.12345678901234567', '12345678901234567890', '"1234567890123456789'],
    ])
  })

  it('of one text without an end are refused as fast as they are read', async () => {
    const row = `{"a": 12345678901234567, "b": "${'\\"'.repeat(60_000)}`
    const began = performance.now()
    await expect(readAll(row)).rejects.toMatchObject({ reason: 'unreadable_spreadsheet' })
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('may have a member called __proto__', async () => {
    const { header, cells } = await readAll('{"__proto__": {"isAdmin": true}, "a": 1}')
    expect(header).toEqual(['__proto__', 'a'])
    expect(cells).toEqual([['{"isAdmin":true}', 1]])
    expect('isAdmin' in {}).toBe(false)
  })

  it.each([
    ['unreadable_spreadsheet', '{"a": 1}\n{"a": '],
    ['unreadable_spreadsheet', '{"a": 1}\n[1]'],
    ['unexpected_key', `${'{"a": 1}\n'.repeat(40_000)}{"b": 1}`],
    [
      'too_many_columns',
      JSON.stringify(Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`c${index}`, 1]))),
    ],
    ['row_too_long', `{"a": "${'x'.repeat(3_000_000)}"}`],
  ])('are refused: %s', async (reason, text) => {
    await expect(readAll(text)).rejects.toMatchObject({ code: 'invalid', reason })
  })
})
