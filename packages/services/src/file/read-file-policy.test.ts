import { expect, it } from 'vitest'
import { readFilePolicy } from './read-file-policy.ts'

it('takes the limits that are set and keeps the others', () => {
  const { maxBytes } = readFilePolicy({ UPLOAD_MAX_BYTES_VIDEO: '2147483648', UPLOAD_MAX_BYTES_IMAGE: ' ' })
  expect(maxBytes).toMatchObject({ video: 2_147_483_648, image: 50 * 1024 * 1024 })
})

it.each(['0', '-1', '5 GB', '1e9'])('refuses %s and names the variable', (value) => {
  expect(() => readFilePolicy({ UPLOAD_MAX_BYTES_AUDIO: value })).toThrow('UPLOAD_MAX_BYTES_AUDIO')
})

it('takes another limit for pictures, and names it where it makes no sense', () => {
  expect(readFilePolicy({ UPLOAD_MAX_PIXELS: '1000000' }).maxPixels).toBe(1_000_000)
  expect(() => readFilePolicy({ UPLOAD_MAX_PIXELS: 'many' })).toThrow('UPLOAD_MAX_PIXELS')
})
