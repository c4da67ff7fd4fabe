import { describe, expect, it } from 'vitest'
import { nameOf } from './statement-names.ts'

describe('nameOf', () => {
  it('names a text from its second use on, always the same', () => {
    expect(nameOf('select 1')).toBeUndefined()
    const name = nameOf('select 1')
    expect(name).toMatch(/^gw\d+$/)
    expect(nameOf('select 1')).toBe(name)
  })

  it('gives two texts two names', () => {
    const twice = (text: string) => [nameOf(text), nameOf(text)][1]
    expect(twice('select 2')).not.toBe(twice('select 3'))
  })

  it('stops naming when somebody sends ever new shapes, and keeps the names it gave', () => {
    nameOf('select early')
    const early = nameOf('select early')
    for (let n = 0; n < 1100; n++) for (const _ of [1, 2]) nameOf(`select ${n} as n`)
    expect(nameOf('select early')).toBe(early)
    expect([nameOf('select late'), nameOf('select late')]).toEqual([undefined, undefined])
  })
})
