import { stringify, v4, v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { uuidText } from './uuid-text.ts'

const made = [() => v4({}, new Uint8Array(16)), () => v7({}, new Uint8Array(16))]

describe('the text of a uuid', () => {
  it('is that of everybody else', () => {
    const some = Array.from({ length: 500 }, () => made.map((make) => make())).flat()
    for (const bytes of some) expect(uuidText(bytes)).toBe(stringify(bytes))
  })

  it('keeps zeros in front', () => {
    expect(uuidText(Uint8Array.from({ length: 16 }, (_, at) => at))).toBe('00010203-0405-0607-0809-0a0b0c0d0e0f')
  })
})
