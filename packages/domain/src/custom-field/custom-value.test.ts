import { describe, expect, it } from 'vitest'
import type { CustomFieldOptions, CustomFieldType } from './custom-field-definition.ts'
import { customValueFault } from './custom-value.ts'
import { textPattern } from './text-pattern.ts'

const faultOf = (type: CustomFieldType, options: CustomFieldOptions, value: unknown) =>
  customValueFault({ type, options }, value)

describe('is right', () => {
  it.each<[CustomFieldType, CustomFieldOptions, unknown]>([
    ['text', {}, 'x'.repeat(10_000)],
    ['text', { pattern: 'a|b', maxLength: 1 }, 'b'],
    ['number', {}, -0.5],
    ['number', { min: '0.1', max: '0.3' }, 0.3],
    ['number', { max: '0.3' }, 1e-30],
    ['number', { min: '999999999999999999999' }, 1e21],
    ['date', { min: '2026-01-01', max: '2026-01-01' }, '2026-01-01'],
    ['boolean', {}, false],
    ['choice', { choices: ['a', 'b'] }, 'b'],
    ['multi_choice', { choices: ['a', 'b'] }, ['b', 'a']],
    ['reference', { resource: 'currency' }, 'EUR'],
  ])('%s %j: %j', (type, options, value) => {
    expect(faultOf(type, options, value)).toBeUndefined()
  })
})

describe('is wrong', () => {
  it.each<[CustomFieldType, CustomFieldOptions, unknown, string]>([
    ['text', {}, 1, 'Must be text'],
    ['text', {}, 'a\u0000', 'Control characters are not allowed'],
    ['text', { maxLength: 3 }, 'abcd', 'At most 3 characters'],
    ['text', { pattern: 'a' }, 'aa', 'Not in the form that belongs here'],
    ['text', { pattern: 'a|b' }, 'ab', 'Not in the form that belongs here'],
    ['text', { pattern: 'a*' }, 'a'.repeat(1001), 'At most 1000 characters'],
    ['number', {}, '1', 'Must be a number'],
    ['number', { max: '0.3' }, 0.30000000000000004, 'At most 0.3'],
    ['number', { min: '-1' }, -1e21, 'At least -1'],
    ['date', {}, '21.11.2026', 'Must be a date such as 2026-11-21'],
    ['date', {}, '2026-02-29', 'Must be a date such as 2026-11-21'],
    ['date', { min: '2026-01-01' }, '2025-12-31', 'Not before 2026-01-01'],
    ['date', { max: '2026-01-01' }, '2026-01-02', 'Not after 2026-01-01'],
    ['boolean', {}, 'true', 'Must be true or false'],
    ['choice', { choices: ['a', 'b'] }, 'c', 'Must be one of a, b'],
    ['choice', { choices: ['a'] }, ['a'], 'Must be one of a'],
    ['multi_choice', { choices: ['a'] }, 'a', 'Must be a list of choices'],
    ['multi_choice', { choices: ['a'] }, ['a', 'a'], 'A choice stands in the list twice'],
    ['reference', { resource: 'product' }, 7, 'Must be the key of a row'],
  ])('%s %j: %j', (type, options, value, message) => {
    expect(faultOf(type, options, value)).toBe(message)
  })
})

describe('a pattern', () => {
  it.each(['(', '[a', 'a{2,1}', '(a)\\1', '(?=a)', '(?<!a)b', 'a{100000}'])('%s is none', (source) => {
    expect(textPattern(source)).toBeUndefined()
  })

  it('takes time with the length of the text, not with what it might mean', () => {
    const matches = textPattern('(x+x+)+y')
    expect(matches?.('x'.repeat(1000))).toBe(false)
    expect(matches?.(`${'x'.repeat(900)}y`)).toBe(true)
  })
})
