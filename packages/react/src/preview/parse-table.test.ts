import { describe, expect, it } from 'vitest'
import { guessSeparator, numberColumns, parseTable } from './parse-table.ts'

describe('a text table', () => {
  it('reads quotes, doubled quotes, separators and line breaks inside values', () => {
    expect(parseTable('a,b\r\n"x, ""y""","line\nbreak"\r\n')).toEqual([
      ['a', 'b'],
      ['x, "y"', 'line\nbreak'],
    ])
  })

  it('guesses the semicolon of countries with a decimal comma', () => {
    expect(guessSeparator('name;price;unit\nBolt;1,50;piece')).toBe(';')
    expect(parseTable('name;price\nBolt;1,50')).toEqual([
      ['name', 'price'],
      ['Bolt', '1,50'],
    ])
  })

  it('skips a byte order mark and empty lines, and needs no last line break', () => {
    expect(parseTable('\ufeffa,b\n\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it('keeps empty values and a quote in the middle of one', () => {
    expect(parseTable('a,,5" pipe\n')).toEqual([['a', '', '5" pipe']])
  })

  it('stops at the limit', () => {
    expect(parseTable('a\nb\nc\nd', ',', 2)).toEqual([['a'], ['b']])
  })

  it('survives an unfinished quote', () => {
    expect(parseTable('a,"never closed\nb')).toEqual([['a', 'never closed\nb']])
  })

  it('finds the columns that hold numbers only, the heading aside', () => {
    expect(
      numberColumns([
        ['sku', 'price', 'note'],
        ['A-1', '1,50', ''],
        ['A-2', '12 %', 'x'],
        ['A-3', '-7', ''],
      ]),
    ).toEqual(new Set())
    expect(
      numberColumns([
        ['sku', 'price'],
        ['A-1', '1,50'],
        ['A-2', '12%'],
        ['A-3', "-1'200.5"],
      ]),
    ).toEqual(new Set([1]))
  })
})
