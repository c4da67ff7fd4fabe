import { expect, it } from 'vitest'
import { folderPaths } from './folder-paths.ts'
import type { FolderRow } from './folder-queries.ts'

const folder = (id: string, parent: string | null): FolderRow => ({ id, parent, name: id.toUpperCase() }) as FolderRow

it('gives each folder its path below the copied one, in whichever order they come', () => {
  const below = [folder('d', 'c'), folder('c', 'a'), folder('b', 'a'), folder('a', null)]
  expect([...folderPaths(folder('a', null), below)]).toEqual([
    ['a', 'A'],
    ['c', 'A/C'],
    ['b', 'A/B'],
    ['d', 'A/C/D'],
  ])
})

it('leaves out what hangs below a folder that may not be seen', () => {
  expect([...folderPaths(folder('a', null), [folder('x', 'hidden')]).keys()]).toEqual(['a'])
})
