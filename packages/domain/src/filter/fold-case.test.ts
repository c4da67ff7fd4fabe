import { describe, expect, it } from 'vitest'
import { foldCase, letterPairs } from './fold-case.ts'

const everyCharacter = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))

describe('foldCase', () => {
  it.each([
    ['BOLT', 'bolt'],
    ['Straße', 'straße'],
    ['STRAẞE', 'straße'],
    ['İSTANBUL', 'istanbul'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['Οδυσσεύς', 'οδυσσεύσ'],
    ['Ǆ', 'ǆ'],
    ['ᲡᲐᲥ', 'საქ'],
  ])('%s is %s', (text, folded) => {
    expect(foldCase(text)).toBe(folded)
  })

  it('makes one character of one, and folding again changes nothing', () => {
    const odd = everyCharacter.filter(
      (one) => [...foldCase(one)].length !== 1 || foldCase(foldCase(one)) !== foldCase(one),
    )
    expect(odd).toEqual([])
  })

  it('folds a letter alike wherever it stands', () => {
    const around = everyCharacter.filter(
      (one) => foldCase(`a${one}b Σ${one} ${one}`) !== `a${foldCase(one)}b σ${foldCase(one)} ${foldCase(one)}`,
    )
    expect(around).toEqual([])
  })
})

describe('letterPairs', () => {
  it('lists every letter beyond ASCII that folds to a letter of the text', () => {
    expect(letterPairs('kiß')).toEqual({ from: '\u212aİẞ', to: 'kiß' })
    expect(letterPairs('bolt')).toEqual({ from: '', to: '' })
  })

  it('covers all letters there are', () => {
    const beyondAscii = everyCharacter.filter((one) => one > '\u007f' && foldCase(one) !== one)
    const { from, to } = letterPairs(beyondAscii.map(foldCase).join(''))
    expect([...from].sort()).toEqual([...beyondAscii].sort())
    expect([...from].map(foldCase).join('')).toBe(to)
  })
})
