import { describe, expect, it } from 'vitest'
import { diffLines } from './diff-lines.ts'

const signs = { same: ' ', added: '+', removed: '-' }
const shown = (older: string, newer: string) =>
  diffLines(older, newer)?.map(({ kind, text }) => `${signs[kind]}${text}`)

describe('the lines that differ', () => {
  it.each([
    ['', '', []],
    ['a\nb\n', 'a\nb', [' a', ' b']],
    ['', 'a', ['+a']],
    ['a', '', ['-a']],
    ['a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['ebb\nflood', 'flood\nebb', ['-ebb', ' flood', '+ebb']],
    ['a\r\nb', 'a\nb', [' a', ' b']],
  ])('%j and %j', (older, newer, lines) => {
    expect(shown(older, newer)).toEqual(lines)
  })

  it('says where each line stands in both', () => {
    expect(diffLines('a\nb\nc', 'x\nb\nc')).toEqual([
      { kind: 'removed', text: 'a', before: 1, after: null },
      { kind: 'added', text: 'x', before: null, after: 1 },
      { kind: 'same', text: 'b', before: 2, after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
    ])
  })

  it('makes the newer of the older, whatever they are', () => {
    for (let round = 0; round < 200; round += 1) {
      const random = (salt: number) =>
        [...Array(12).keys()].map((i) => 'abc'[(i * salt + (round >> (i % 5))) % 3] ?? 'a')
      const older = random(round % 7).slice(0, round % 13)
      const newer = random((round % 5) + 2).slice(0, round % 11)
      const lines = diffLines(older.join('\n'), newer.join('\n')) ?? []
      expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(older)
      expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(newer)
    }
  })

  it('gives up on texts that have nothing in common', () => {
    const many = (word: string) => Array.from({ length: 1_500 }, (_, line) => `${word} ${line}`).join('\n')
    expect(diffLines(many('ebb'), many('flood'))).toBeNull()
  })
})
