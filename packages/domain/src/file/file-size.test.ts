import { expect, it } from 'vitest'
import { fileSizeInWords } from './file-size.ts'

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KB'],
  [1536, '1.5 KB'],
  [1_048_576, '1.0 MB'],
  [5 * 1024 ** 3, '5.0 GB'],
  [2 ** 53, '8192.0 TB'],
])('%i bytes are %s', (bytes, words) => {
  expect(fileSizeInWords(bytes)).toBe(words)
})

it('has no words for a size that is not known yet', () => {
  expect(fileSizeInWords(null)).toBeNull()
})
