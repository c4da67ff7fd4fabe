import { StoredFile } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { rowFrom } from './row.ts'
import { tableOf } from './table.ts'

it('a row has all its names from the beginning, in their order, so that it never grows', () => {
  const table = tableOf(StoredFile)
  const row = rowFrom(table, table.cells)
  expect(Object.keys(row)).toEqual(StoredFile.columns)
  expect(row).toMatchObject({ originalFilename: 'originalFilename', folderName: 'folderName', abilities: undefined })
})
