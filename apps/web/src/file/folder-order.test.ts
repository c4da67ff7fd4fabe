import { expect, it } from 'vitest'
import { folderOrder } from './folder-order.ts'

it('sorts folders as the files are where that makes sense for a folder, and by name where not', () => {
  expect(folderOrder(undefined)).toBe('name')
  expect(folderOrder('originalFilename')).toBe('name')
  expect(folderOrder('-originalFilename')).toBe('-name')
  expect(folderOrder('-createdAt')).toBe('-createdAt')
  expect(folderOrder('-fileSize')).toBe('name')
})
