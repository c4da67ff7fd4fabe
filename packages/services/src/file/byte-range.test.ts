import { expect, it } from 'vitest'
import { matchesTag, parseRange } from './byte-range.ts'

it.each([
  [undefined, null],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=2-100', { start: 2, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-100', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=0-1,4-5', null],
  ['items=0-1', null],
  ['bytes=-', null],
  ['bytes=99999999999999999999-', null],
])('of ten bytes, %j is %j', (header, range) => {
  expect(parseRange(header, 10)).toEqual(range)
})

it.each([
  [undefined, false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
])('If-None-Match %j', (header, isMatch) => {
  expect(matchesTag(header, '"a"')).toBe(isMatch)
})
