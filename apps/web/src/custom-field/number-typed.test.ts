import { expect, it } from 'vitest'
import { numberTyped } from './number-typed.ts'

it('takes a number only once nothing of what was typed would be lost', () => {
  expect(['12', '1.5', '1.', '1.0', '-', 'abc', '  '].map(numberTyped)).toEqual([
    12,
    1.5,
    '1.',
    '1.0',
    '-',
    'abc',
    undefined,
  ])
})
