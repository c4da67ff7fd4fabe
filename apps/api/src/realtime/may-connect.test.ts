import { describe, expect, it } from 'vitest'
import { mayConnect } from './may-connect.ts'

const publicUrl = 'https://groundwork.example.com/'
const ask = (origin?: string, host = 'internal:3000') =>
  mayConnect({ headers: { host, ...(origin !== undefined && { origin }) } }, publicUrl)

describe('a socket', () => {
  it.each([
    ['of a program, which sends no origin', undefined],
    ['of our page at its public address', 'https://groundwork.example.com'],
    ['of our page at the host it was loaded from', 'http://internal:3000'],
  ])('%s is opened', (_, origin) => {
    expect(ask(origin)).toBe(true)
  })

  it.each([
    ['of another site', 'https://evil.example'],
    ['of another port', 'https://groundwork.example.com:8443'],
    ['of the same name without TLS', 'http://groundwork.example.com'],
    ['of a page without an origin', 'null'],
    ['of nonsense', '::'],
  ])('%s is refused', (_, origin) => {
    expect(ask(origin)).toBe(false)
  })
})
