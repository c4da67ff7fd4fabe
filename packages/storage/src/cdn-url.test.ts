import { expect, it } from 'vitest'
import { throughCdn } from './cdn-url.ts'

const signed = new URL('https://files.example.com/a/b%20c.pdf?X-Amz-Expires=60&response-content-type=text%2Fplain')

it.each([
  ['https://cdn.example.com', 'https://cdn.example.com'],
  ['https://cdn.example.com/', 'https://cdn.example.com'],
  ['https://cdn.example.com/files/', 'https://cdn.example.com/files'],
  ['https://cdn.example.com/?a=b#c', 'https://cdn.example.com'],
])('keeps path and query to the letter behind %s', (cdn, base) => {
  expect(throughCdn(signed, new URL(cdn)).href).toBe(`${base}${signed.pathname}${signed.search}`)
})

it('changes nothing where there is none', () => {
  expect(throughCdn(signed, undefined)).toBe(signed)
})
