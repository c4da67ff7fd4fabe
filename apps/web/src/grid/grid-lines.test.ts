import { expect, it } from 'vitest'
import { gridLines, inGroups } from './grid-lines.ts'

const groups = { valueOf: (row: string) => row[0], renderHead: () => null }

it('each group has a head before its first row', () => {
  expect(gridLines(['a1', 'a2', 'b1'], groups)).toEqual([
    { is: 'head', index: 0 },
    { is: 'row', index: 0 },
    { is: 'row', index: 1 },
    { is: 'head', index: 2 },
    { is: 'row', index: 2 },
  ])
})

it.each([
  ['from its middle', ['a1', 'b2', 'a3', 'b4', 'b5'], ['a1', 'a3', 'b2', 'b4', 'b5']],
  ['from its start', ['b1', 'a2', 'a3', 'b4', 'b5'], ['a2', 'a3', 'b1', 'b4', 'b5']],
  ['from the end of the other', ['a1', 'a2', 'b3', 'b4', 'a5'], ['a1', 'a2', 'a5', 'b3', 'b4']],
])('a row that changed its group %s is put with it', (_, changed, shown) => {
  expect(inGroups(changed, groups)).toEqual(shown)
  expect(gridLines(shown, groups).filter(({ is }) => is === 'head')).toHaveLength(2)
})

it('rows without groups stay as they are', () => {
  expect(inGroups(['a1', 'b2', 'a3'], undefined)).toEqual(['a1', 'b2', 'a3'])
})

it('without groups there are rows alone', () => {
  expect(gridLines(['a', 'b'], undefined).map(({ is }) => is)).toEqual(['row', 'row'])
  expect(gridLines([], groups)).toEqual([])
})
