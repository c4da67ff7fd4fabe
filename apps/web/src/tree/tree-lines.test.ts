import { describe, expect, it } from 'vitest'
import { type Level, treeLines } from './tree-lines.ts'

const level = (rows: string[], ...parents: string[]): Level<string> => ({ rows, parents: new Set(parents) })
const levels: Readonly<Record<string, Level<string>>> = {
  '': level(['house', 'yard'], 'house'),
  house: level(['hall', 'attic'], 'hall', 'attic'),
  hall: level(['shelf'], 'shelf'),
  shelf: level(['box']),
}
const shown = (opened: readonly (readonly [string, boolean])[] = []) =>
  treeLines({ keyOf: (node: string) => node, levelOf: (parent) => levels[parent ?? ''], opened: new Map(opened) })
const inWords = (lines: ReturnType<typeof shown>['lines']) => lines.map(({ node, level: depth }) => `${node}:${depth}`)

describe('the lines of a tree', () => {
  it('stand below their parents, the upper levels open at first', () => {
    expect(inWords(shown().lines)).toEqual(['house:1', 'hall:2', 'shelf:3', 'attic:2', 'yard:1'])
  })

  it('leave out what is folded, and show what is unfolded', () => {
    expect(inWords(shown([['house', false]]).lines)).toEqual(['house:1', 'yard:1'])
    expect(inWords(shown([['shelf', true]]).lines)).toContain('box:4')
  })

  it('ask for what is to be shown, also before it is there', () => {
    expect(shown().wanted).toEqual(['house', 'hall', 'attic'])
    expect(shown([['house', false]]).wanted).toEqual([])
  })

  it('know what they stand below, so that nothing is put below itself', () => {
    expect(shown().lines.find(({ node }) => node === 'shelf')?.above).toEqual(['house', 'hall'])
  })

  it('do not open a level of many by themselves', () => {
    const rows = Array.from({ length: 13 }, (_, place) => `node ${place}`)
    const { wanted } = treeLines({
      keyOf: (node: string) => node,
      levelOf: () => level(rows, ...rows),
      opened: new Map(),
    })
    expect(wanted).toEqual([])
  })
})
