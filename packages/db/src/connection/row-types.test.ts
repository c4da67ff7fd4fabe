import { describe, expect, it } from 'vitest'
import { parseMoment, rowTypes } from './row-types.ts'

describe('parseMoment', () => {
  it.each([
    ['2026-11-21 02:42:13.123+00', '2026-11-21T02:42:13.123Z'],
    ['2026-11-21 02:42:13.1+00', '2026-11-21T02:42:13.100Z'],
    ['2026-11-21 02:42:13+00', '2026-11-21T02:42:13.000Z'],
    ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (stored, moment) => {
    expect(parseMoment(stored)).toBe(moment)
  })
})

describe('rowTypes', () => {
  const parse = (oid: number, stored: string) => rowTypes.getTypeParser(oid, 'text')(stored)

  it.each([
    ['bigint', 20, '9007199254740991', Number.MAX_SAFE_INTEGER],
    ['numeric, in its normal spelling', 1700, '0.10', '0.1'],
    ['date', 1082, '2026-11-21', '2026-11-21'],
    ['no words', 1009, '{}', []],
    ['words', 1009, '{a,"b,c","d\\"e",NULL}', ['a', 'b,c', 'd"e', null]],
    ['plain words', 1009, '{a,b c,ä}', ['a', 'b c', 'ä']],
    ['no word, and one that begins like it', 1009, '{NULL,NULLS}', [null, 'NULLS']],
    [
      'words in rows',
      1009,
      '{{a,b},{c,d}}',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['an empty object', 3802, '{}', {}],
    ['an object', 3802, '{"a": [1, null]}', { a: [1, null] }],
    ['a boolean', 16, 't', true],
  ])('reads %s', (_, oid, stored, value) => {
    expect(parse(oid, stored)).toEqual(value)
  })
})
