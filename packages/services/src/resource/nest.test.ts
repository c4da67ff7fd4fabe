import { expect, it } from 'vitest'
import { nest } from './nest.ts'

const node = (name: string, depth: number) => ({ name, depth })
const leaf = (name: string) => ({ name, children: [] })

it('puts each node inside the one above it', () => {
  const nodes = [node('a', 0), node('aa', 1), node('aaa', 2), node('ab', 1), node('b', 0), node('ba', 1)]
  expect(nest(nodes)).toEqual([
    { name: 'a', children: [{ name: 'aa', children: [leaf('aaa')] }, leaf('ab')] },
    { name: 'b', children: [leaf('ba')] },
  ])
})

it('makes nothing of nothing', () => {
  expect(nest([])).toEqual([])
})
