import { describe, expect, it } from 'vitest'
import { readAll, textRow, workbookOf } from '../../test/spreadsheet-source.ts'
import { printableName } from './printable-name.ts'

const json = (value: object) => JSON.stringify(value)

describe('a name', () => {
  it('keeps what people write, and nothing that a database refuses', () => {
    expect(printableName('Größe 👍 (世界)')).toBe('Größe 👍 (世界)')
    expect(printableName('a\0b\ud800c\u0007')).toBe('a\ufffdb\ufffdc\ufffd')
  })

  it('that is cut within a pair holds no half of it', () => {
    expect(printableName(`${'x'.repeat(199)}👍`)).toBe(`${'x'.repeat(199)}\ufffd`)
  })
})

describe('the columns of JSON lines', () => {
  it('have names like those of any table, and their cells', async () => {
    const { header, cells } = await readAll(
      [json({ 'n\0o': 1, 'h\ud800': 2, ' a  b ': 3, '': 4 }), json({ '': 5, 'n\0o': 6 })].join('\n'),
    )
    expect(header).toEqual(['n\ufffdo', 'h\ufffd', 'a b', 'Column D'])
    expect(cells).toEqual([
      [1, 2, 3, 4],
      [6, null, null, 5],
    ])
  })

  it('have none that is longer than a name', async () => {
    const row = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`${at}${'x'.repeat(50_000)}`, at]))
    const { header, cells } = await readAll(json(row))
    expect(header.map(({ length }) => length)).toEqual(Array.from({ length: 9 }, () => 200))
    expect(cells).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8]])
  })

  it('are refused where two are the same by then', async () => {
    const long = 'x'.repeat(300)
    await expect(readAll(json({ [`${long}1`]: 1, [`${long}2`]: 2 }))).rejects.toMatchObject({
      reason: 'unreadable_spreadsheet',
      details: { row: 1 },
    })
  })
})

it('the columns and sheets of a workbook have printable names', async () => {
  const sheets = { 'S&#xD800;heet': `${textRow('_x0000_a', '_xD800_b')}${textRow('1', '2')}` }
  const { sheet, header, cells } = await readAll(await workbookOf({ sheets }))
  expect({ sheet, header, cells }).toEqual({
    sheet: 'S\ufffdheet',
    header: ['\ufffda', '\ufffdb'],
    cells: [['1', '2']],
  })
})
