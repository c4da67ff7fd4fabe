import { tableLimits } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { readCsv } from './read-csv.ts'

const sheetOf = async (text: string) => {
  const [sheet] = (await readCsv(text)).sheets
  return sheet ?? { columns: [], rows: [], isCut: false, name: '' }
}

describe('a text table', () => {
  it.each([',', ';', '\t', '|'])('finds out what stands between its columns: %j', async (mark) => {
    const text = `name${mark}city${mark}note\nAda${mark}London${mark}"one${mark}two"\nBob${mark}Wien${mark}x\n`
    const { columns, rows } = await sheetOf(text)
    expect(columns).toEqual(['name', 'city', 'note'])
    expect(rows).toEqual([
      ['Ada', 'London', `one${mark}two`],
      ['Bob', 'Wien', 'x'],
    ])
  })

  it('keeps its first rows, and says that there are more', async () => {
    const { rows, isCut } = await sheetOf(['n', ...Array.from({ length: 500 }, (_, index) => `${index},x`)].join('\n'))
    expect(rows).toHaveLength(tableLimits.rows)
    expect(isCut).toBe(true)
    expect((await sheetOf('a,b\n1,2')).isCut).toBe(false)
  })

  it('has as many columns as its widest row', async () => {
    expect(await sheetOf('a\n1,2,3\n')).toMatchObject({ columns: ['a', '', ''], rows: [['1', '2', '3']] })
  })

  it('of 100,000 columns shows the first', async () => {
    const wide = Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')
    const { columns, isCut } = await sheetOf(`${wide}\n1,2\n`)
    expect(columns).toHaveLength(tableLimits.columns)
    expect(isCut).toBe(true)
  })

  it('whose quotation never ends shows the rows before it', async () => {
    const { columns, isCut } = await sheetOf(`a,b\n1,"${'x'.repeat(3_000_000)}`)
    expect(columns).toEqual(['a', 'b'])
    expect(isCut).toBe(true)
  })

  it('cuts a cell that goes on for ever, and never shows more than a screen can hold', async () => {
    const cell = 'y'.repeat(5000)
    const { columns, rows } = await sheetOf(`${cell}\n${`${cell}\n`.repeat(200)}`)
    expect(columns[0]).toBe(`${'y'.repeat(tableLimits.cellCharacters - 1)}…`)
    expect(JSON.stringify(rows).length).toBeLessThan(600_000)
  })

  it('with a column called __proto__ is a table like any other', async () => {
    expect((await sheetOf('__proto__,constructor\n1,2')).columns).toEqual(['__proto__', 'constructor'])
  })
})
