import { describe, expect, it } from 'vitest'
import { cleanFileName } from './file-name.ts'
import { freeName, partsOfName } from './free-name.ts'

const among = (name: string, ...taken: string[]) => freeName(name, (candidate) => taken.includes(candidate))

describe('a free name', () => {
  it('is the name itself while nobody has it', () => expect(among('a.txt', 'b.txt')).toBe('a.txt'))
  it('keeps the extension', () => expect(among('a.b.txt', 'a.b.txt')).toBe('a.b (2).txt'))
  it('goes on counting', () => {
    expect(among('a.txt', 'a.txt', 'a (2).txt')).toBe('a (3).txt')
    expect(among('a (2).txt', 'a (2).txt', 'a (3).txt')).toBe('a (4).txt')
  })
  it('needs no extension', () => expect(among('Plans', 'Plans')).toBe('Plans (2)'))
  it('takes no end of a folder for an extension', () => {
    const taken = (candidate: string) => ['v1.2', 'v1.2 (2)'].includes(candidate)
    expect(freeName('v1.2', taken, { of: 'folder' })).toBe('v1.2 (3)')
  })
  it.each([
    ['file', 'v1.2'],
    ['folder', 'v1.2'],
    ['file', `${'x'.repeat(251)}.txt`],
    ['folder', 'x'.repeat(250)],
    ['folder', `${'x'.repeat(239)}\u{1f600}`],
  ] as const)('begins as what it is numbered for does, of a %s (%s)', (of, name) => {
    const numbered = freeName(name, (candidate) => candidate === name, { of })
    const { stem } = partsOfName(name, of)
    expect(numbered).not.toBe(name)
    expect([name, numbered].map((one) => one.startsWith(stem))).toEqual([true, true])
    expect(numbered).toBe(Buffer.from(numbered).toString())
  })
  it('remembers where the count stands for names that are alike', () => {
    const taken = new Set<string>()
    const counted = new Map<string, number>()
    let asked = 0
    const isTaken = (candidate: string) => {
      asked += 1
      return taken.has(candidate)
    }
    for (let count = 0; count < 1_000; count += 1) taken.add(freeName('a.txt', isTaken, { counted }))
    expect(taken.size).toBe(1_000)
    expect(asked).toBeLessThan(2_500)
    expect(freeName('a (7).txt', isTaken, { counted })).toBe('a (1001).txt')
    expect(freeName('b.txt', isTaken, { counted })).toBe('b.txt')
  })
  it('is found among more than ten thousand', () => {
    const taken = new Set(['a.txt', ...Array.from({ length: 20_000 }, (_, place) => `a (${place + 2}).txt`)])
    expect(freeName('a.txt', (candidate) => taken.has(candidate))).toBe('a (20002).txt')
  })
  it.each([
    ['letters of one byte', `${'x'.repeat(251)}.txt`],
    ['letters of three', `${'\u7532'.repeat(83)}.txt`],
    ['all that could be an extension', `abcd.${'x'.repeat(250)}`],
  ])('stays within what a name may be, of %s', (_, long) => {
    expect(cleanFileName(long)).toBe(long)
    const taken = new Set([long])
    for (let count = 0; count < 12; count += 1) taken.add(freeName(long, (candidate) => taken.has(candidate)))
    expect(taken.size).toBe(13)
    expect(Math.max(...[...taken].map((name) => Buffer.byteLength(name)))).toBeLessThanOrEqual(255)
    expect([...taken].map(cleanFileName)).toEqual([...taken])
  })
})
