import { expect, it } from 'vitest'
import { type Entry, fileEntry, filesOf, folderEntry, foldersOf, movable, nameOf } from './entry.ts'
import type { FileRow } from './file-queries.ts'
import type { FolderRow } from './folder-queries.ts'

const file = (id: string, folder: string | null): Entry =>
  fileEntry({ id, folder, originalFilename: `${id}.txt` } as FileRow)
const folder = (id: string, parent: string | null): Entry => folderEntry({ id, parent, name: id } as FolderRow)

it('tells folders and files apart and names each', () => {
  const entries = [folder('plans', null), file('a', null)]
  expect(entries.map(nameOf)).toEqual(['plans', 'a.txt'])
  expect(foldersOf(entries).map(({ id }) => id)).toEqual(['plans'])
  expect(filesOf(entries).map(({ id }) => id)).toEqual(['a'])
})

it('moves nothing where it stands already, and no folder into itself', () => {
  const entries = [folder('plans', null), folder('old', 'plans'), file('a', null), file('b', 'old')]
  const idsTo = (to: string | null) => movable(entries, to).map(({ id }) => id)
  expect(idsTo('old')).toEqual(['plans', 'a'])
  expect(idsTo(null)).toEqual(['old', 'b'])
  expect(idsTo('plans')).toEqual(['a', 'b'])
})
