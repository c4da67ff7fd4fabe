import { expect, it } from 'vitest'
import { fileSizeInWords } from './file-size.ts'

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KB'],
  [5 * 1024 ** 2, '5.0 MB'],
  [3 * 1024 ** 3, '3.0 GB'],
  [2 * 1024 ** 5, '2048.0 TB'],
  [null, null],
])('%s bytes are %s', (bytes, words) => {
  expect(fileSizeInWords(bytes)).toBe(words)
})
