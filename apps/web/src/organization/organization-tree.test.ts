import { describe, expect, it } from 'vitest'
import { treeLines, withDescendants } from './organization-tree.ts'

const node = (id: string, parent: string | null, name = id) => ({ id, parent, name })
const nodes = [
  node('root', null),
  node('north', 'root', 'Branch 10'),
  node('south', 'root', 'Branch 2'),
  node('shop', 'south'),
  node('orphan', 'of somebody else'),
]
const shown = (folded: string[] = []) =>
  treeLines(nodes, new Set(folded)).map(({ node: { id }, level }) => `${id}:${level}`)

describe('the tree of organizations', () => {
  it('lists children below their parent, in natural order', () => {
    expect(shown()).toEqual(['orphan:1', 'root:1', 'south:2', 'shop:3', 'north:2'])
  })

  it('leaves out what is folded', () => {
    expect(shown(['south'])).toEqual(['orphan:1', 'root:1', 'south:2', 'north:2'])
    expect(shown(['root'])).toEqual(['orphan:1', 'root:1'])
  })

  it('knows a node and all below it', () => {
    expect([...withDescendants(nodes, 'south')]).toEqual(['south', 'shop'])
  })
})
