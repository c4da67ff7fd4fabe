import { expect, it } from 'vitest'
import { indexTyped, nothingTyped, typedWith } from './type-ahead.ts'

const names = ['Anchor.txt', 'beacon.txt', 'Berth 4.txt', 'Berth 10.txt', 'Zürich.txt']

it('letters typed without a pause are one word, and after a pause another', () => {
  const first = typedWith(nothingTyped, 'b', 1_000)
  const second = first && typedWith(first, 'e', 1_500)
  expect(second?.text).toBe('be')
  expect(second && typedWith(second, 'z', 3_000)?.text).toBe('z')
})

it('a space belongs to a word that is being typed, and begins none; keys without a letter belong to none', () => {
  expect(typedWith(nothingTyped, ' ', 0)).toBeNull()
  expect(typedWith({ text: 'berth', at: 0 }, ' ', 100)?.text).toBe('berth ')
  expect(typedWith(nothingTyped, 'Home', 0)).toBeNull()
})

it('goes to the next name that begins so, whatever its case and accents', () => {
  expect(indexTyped(names, 'b', 0)).toBe(1)
  expect(indexTyped(names, 'ber', 1)).toBe(2)
  expect(indexTyped(names, 'berth 1', 2)).toBe(3)
  expect(indexTyped(names, 'zu', 0)).toBe(4)
  expect(
    indexTyped(
      ['Zürich quay.txt'].map((name) => name.normalize('NFD')),
      'züri'.normalize('NFC'),
      -1,
    ),
  ).toBe(0)
  expect(indexTyped(names, 'q', 0)).toBe(-1)
  expect(indexTyped([], 'q', -1)).toBe(-1)
})

it('stays where it is while more of the same name is typed, and goes around with the same letter', () => {
  expect(indexTyped(names, 'be', 1)).toBe(1)
  expect(indexTyped(names, 'bb', 1)).toBe(2)
  expect(indexTyped(names, 'bbb', 3)).toBe(1)
})
