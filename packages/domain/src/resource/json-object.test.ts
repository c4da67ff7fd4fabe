import { describe, expect, it } from 'vitest'
import { jsonObject } from './json-object.ts'

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)
const isAccepted = (value: unknown) => jsonObject.safeParse(value).success

describe('jsonObject', () => {
  it.each([{}, { a: 1 }, { a: null, b: [1, 'x', { c: true }] }, { colour: 'Köln', 日本: [] }])(
    'accepts %j',
    (value) => {
      expect(jsonObject.parse(value)).toEqual(value)
    },
  )

  it.each([
    [[]],
    ['x'],
    [1],
    [null],
    [{ '': 1 }],
    [{ ['k'.repeat(101)]: 1 }],
    [{ a: 'x\u0000' }],
    [{ 'a\u0000': 1 }],
    [{ a: '\ud800' }],
    [{ '\udc00': 1 }],
  ])('refuses %j', (value) => {
    expect(isAccepted(value)).toBe(false)
  })

  it.each(['1e400', '-1e400', '9007199254740992', '12345678901234567890'])(
    'refuses the number %s, which would not come back as it was sent',
    (number) => {
      for (const json of [`{"n":${number}}`, `{"list":[{"n":${number}}]}`]) {
        const { error } = jsonObject.safeParse(JSON.parse(json))
        expect(error?.issues).toMatchObject([{ message: expect.stringContaining('send it as text') }])
      }
    },
  )

  it('keeps numbers that are exact, and fractions as near as any double', () => {
    expect(isAccepted({ most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER, part: 0.1, tiny: 1e-300 })).toBe(
      true,
    )
  })

  it('refuses keys that reach a prototype, however deep', () => {
    expect(isAccepted(JSON.parse('{"a":[{"__proto__":{"admin":true}}]}'))).toBe(false)
    expect(isAccepted({ constructor: 1 })).toBe(false)
  })

  it('refuses what is nested too deep without walking all the way down', () => {
    expect(isAccepted({ a: nested(19) })).toBe(true)
    expect(isAccepted({ a: nested(20) })).toBe(false)
    expect(isAccepted({ a: nested(5000) })).toBe(false)
  })

  it('refuses more than it may hold', () => {
    expect(isAccepted({ a: 'x'.repeat(16_384) })).toBe(false)
  })
})
