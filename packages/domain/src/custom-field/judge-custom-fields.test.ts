import { describe, expect, it } from 'vitest'
import type { CustomField } from './custom-value.ts'
import { judgeCustomFields } from './judge-custom-fields.ts'

const field = (given: Partial<CustomField> & Pick<CustomField, 'key'>): CustomField => ({
  label: given.key,
  type: 'text',
  required: false,
  options: {},
  isActive: true,
  ...given,
})

const fields = [
  field({ key: 'color', type: 'choice', options: { choices: ['red', 'blue'], default: 'red' } }),
  field({ key: 'grade', required: true }),
  field({ key: 'size', type: 'number', options: { max: '10' } }),
  field({ key: 'shade', isActive: false }),
  field({ key: 'twin', type: 'reference', options: { resource: 'product' } }),
]
const judge = (given: Parameters<typeof judgeCustomFields>[1], before: Parameters<typeof judgeCustomFields>[2]) =>
  judgeCustomFields(fields, given, before)

it('leaves alone what nobody defined anything about', () => {
  const given = { anything: [{ goes: true }], none: null }
  expect(judgeCustomFields([], given, null)).toEqual({ values: given, faults: {}, named: [] })
})

describe('a new row', () => {
  it('takes the defaults of what it does not say', () => {
    expect(judge({ grade: 'A' }, null)).toEqual({ values: { grade: 'A', color: 'red' }, faults: {}, named: [] })
    expect(judge({ grade: 'A', color: 'blue' }, null).values).toEqual({ grade: 'A', color: 'blue' })
  })

  it('may be without a default that it empties itself', () => {
    expect(judge({ grade: 'A', color: null }, null).values).toEqual({ grade: 'A' })
  })

  it.each([{}, { grade: null }, { grade: '' }, { grade: ' \n' }])('is asked for what is required: %j', (given) => {
    expect(judge(given, null).faults).toEqual({ 'customFields.grade': ['May not be empty'] })
  })

  it('keeps text without what surrounds it', () => {
    expect(judge({ grade: ' A B\t' }, null).values).toMatchObject({ grade: 'A B' })
  })

  it('may not use what is not defined, or not active any more', () => {
    expect(judge({ grade: 'A', x: 1, shade: 'dark' }, null).faults).toEqual({
      'customFields.x': ['There is no such field'],
      'customFields.shade': ['Is not active any more'],
    })
  })
})

describe('a row that is there', () => {
  const before = { grade: 'A', size: 99, shade: 'dark', legacy: true }

  it('is judged by what changes alone', () => {
    expect(judge({ ...before, color: 'blue' }, before)).toEqual({
      values: { ...before, color: 'blue' },
      faults: {},
      named: [],
    })
    expect(judge({ ...before, size: 98 }, before).faults).toEqual({ 'customFields.size': ['At most 10'] })
  })

  it('keeps text as it is that nobody changes', () => {
    expect(judge({ grade: ' A' }, { grade: ' A' }).values).toEqual({ grade: ' A' })
  })

  it('takes no defaults: what was emptied stays empty', () => {
    expect(judge(before, before).values).toEqual(before)
  })

  it('keeps the values of fields that are not active, and lets go of undefined ones', () => {
    expect(judge({ grade: 'A' }, before).values).toEqual({ grade: 'A', shade: 'dark' })
  })

  it('cannot lose what is required', () => {
    expect(judge({ size: 1 }, before).faults).toEqual({ 'customFields.grade': ['May not be empty'] })
  })

  it('is asked for what has become required once its fields change', () => {
    expect(judge({ size: 1 }, { size: 2 }).faults).toEqual({ 'customFields.grade': ['May not be empty'] })
  })

  it('names the rows that are new to it', () => {
    const named = [{ path: 'customFields.twin', resource: 'product', key: 'b' }]
    expect(judge({ ...before, twin: 'b' }, { ...before, twin: 'a' }).named).toEqual(named)
    expect(judge({ ...before, twin: 'a' }, { ...before, twin: 'a' }).named).toEqual([])
    expect(judge({ ...before, twin: null }, { ...before, twin: 'a' }).named).toEqual([])
  })
})
