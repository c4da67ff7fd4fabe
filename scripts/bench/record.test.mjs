import { describe, expect, it } from 'vitest'
import { markdownTable } from '../demo/text-table.ts'
import { renewed } from './record.ts'

const measured = (name, value, day) => ({ name, value, day })

describe('what benches measured last', () => {
  it('is renewed budget by budget, in the order of the benches', () => {
    const before = [measured('upload', 1, 'monday'), measured('gone', 1, 'monday'), measured('list', 1, 'monday')]
    const now = [measured('sign-in', 2, 'tuesday'), measured('upload', 2, 'tuesday')]
    expect(renewed(before, now, ['list', 'upload', 'search', 'sign-in'])).toEqual([
      measured('list', 1, 'monday'),
      measured('upload', 2, 'tuesday'),
      measured('sign-in', 2, 'tuesday'),
    ])
  })

  it('stays as it was where this machine cannot tell', () => {
    const before = [measured('memory', 24, 'monday')]
    expect(renewed(before, [measured('memory', Number.NaN, 'tuesday')], ['memory'])).toEqual(before)
  })

  it('is shown in a table that the formatter leaves as it is', () => {
    const columns = [{ title: 'budget' }, { title: 'measured', isNumber: true }]
    expect(markdownTable(columns, [['`list`', '0.5']]).split('\n')).toEqual([
      '| budget | measured |',
      '| ------ | -------: |',
      '| `list` |      0.5 |',
    ])
  })
})
