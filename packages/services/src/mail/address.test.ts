import { describe, expect, it } from 'vitest'
import { oneLine, plainAddress } from './address.ts'

describe('an address', () => {
  it.each(['ada@example.com', "o'neill+news@sub.example.co.uk", 'ü@bücher.example'])('%s is one', (address) => {
    expect(plainAddress(address)).toBe(address)
  })

  it.each([
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com\nSubject: hello',
    'ada@example.com,eve@example.com',
    'ada@example.com;eve@example.com',
    'Ada <ada@example.com>',
    '"ada@example.com>\r\nRCPT TO:<eve"@example.com',
    'ada@example.com\u2028x',
    'ada@example.com\u0000',
    'ada@@example.com',
    'ada',
    '',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is none', (address) => {
    expect(() => plainAddress(address)).toThrow('The mail was not sent')
  })
})

it('a subject stays on one line', () => {
  expect(oneLine('Acme\r\nBcc: eve@example.com\u2028\u0000 x\u0085y')).toBe('Acme Bcc: eve@example.com x y')
})
