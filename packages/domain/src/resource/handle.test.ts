import { expect, it } from 'vitest'
import { Category } from '../catalog/category.ts'
import { freeHandle, handleFrom } from './handle.ts'

it.each([
  ['Power Tools', 'power-tools'],
  ['Öl & Fett', 'oel-and-fett'],
  ['  --x--  ', 'x'],
  ['iPhone LEDs 12V', 'iphone-leds-12v'],
  ['!!!', 'category'],
  ['x'.repeat(300), 'x'.repeat(200)],
])('%j is called %s, which a slug may be', (title, handle) => {
  expect(handleFrom(title, Category)).toBe(handle)
  expect(Category.fields.slug?.schema.safeParse(handle).success).toBe(true)
})

it('takes the first number that is free', () => {
  expect(freeHandle('tools', new Set())).toBe('tools')
  expect(freeHandle('tools', new Set(['tools-2']))).toBe('tools')
  expect(freeHandle('tools', new Set(['tools', 'tools-2', 'tools-4']))).toBe('tools-3')
})

const unreachable = ['tree', 'bulk', 'bulk-delete', 'bulk-restore', '019a5a2e-7b1c-7cc0-8a3e-0123456789ab']

it.each(unreachable)('%s steps aside, for its address would lead elsewhere', (handle) => {
  expect(freeHandle(handle, new Set())).toBe(`${handle}-2`)
  expect(Category.patch.safeParse({ slug: handle }).success).toBe(false)
  expect(Category.patch.safeParse({ slug: `${handle}-2` }).success).toBe(true)
})
