import { describe, expect, it } from 'vitest'
import { type FoldedGroup, type GridLine, gridLines, groupsAbove, inGroups } from './grid-lines.ts'

const inFolds = (...folded: readonly FoldedGroup<string>[]) => ({
  valueOf: (row: string) => row[0],
  folded,
  onFold: () => undefined,
  onUnfold: () => undefined,
  renderHead: () => null,
})
const groups = inFolds()
const fold = (value: string, ...above: readonly string[]): FoldedGroup<string> => ({ value, row: `${value}1`, above })
const said = (line: GridLine<string>) => (line.is === 'row' ? line.index : `${line.value}${line.isFolded ? ' +' : ''}`)

it('each group has a head before its first row', () => {
  expect(gridLines(['a1', 'a2', 'b1'], groups)).toEqual([
    { is: 'head', value: 'a', row: 'a1', isFolded: false },
    { is: 'row', index: 0 },
    { is: 'row', index: 1 },
    { is: 'head', value: 'b', row: 'b1', isFolded: false },
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

describe('a folded group', () => {
  it.each([
    ['at the top', ['b1', 'c1'], [fold('a')], ['a +', 'b', 0, 'c', 1]],
    ['between others', ['a1', 'c1'], [fold('b', 'a')], ['a', 0, 'b +', 'c', 1]],
    ['below another, whichever was folded first', ['c1'], [fold('b', 'a'), fold('a')], ['a +', 'b +', 'c', 0]],
    ['above what has come in since', ['a1', 'b1', 'd1'], [fold('c', 'a')], ['a', 0, 'c +', 'b', 1, 'd', 2]],
    ['alone', [], [fold('a')], ['a +']],
  ])('keeps its place %s', (_, rows, folded, shown) => {
    expect(gridLines(rows, inFolds(...folded)).map(said)).toEqual(shown)
  })

  it('shows none of its rows, also while the list still holds them', () => {
    expect(inGroups(['a1', 'b1', 'a2'], inFolds(fold('a')))).toEqual(['b1'])
  })

  it('remembers every group above it, folded or not', () => {
    const lines = gridLines(['b1', 'b2', 'c1'], inFolds(fold('a')))
    expect(groupsAbove(lines, lines.length - 2)).toEqual(['a', 'b'])
    expect(groupsAbove(lines, 0)).toEqual([])
  })
})
