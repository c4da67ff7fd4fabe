import { describe, expect, it } from 'vitest'
import { countOf, formatBytes, formatDecimal, formatDuration, formatFirst, formatRelative } from './format.ts'

describe('formatting', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1536, '1.5 KB'],
    [123 * 1024 * 1024, '123 MB'],
    [null, '–'],
  ])('says %s bytes as %s', (bytes, said) => {
    expect(formatBytes(bytes)).toBe(said)
  })

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [150, '3 min'],
    [3900, '1 h 5 min'],
  ])('says %s seconds as %s', (seconds, said) => {
    expect(formatDuration(seconds)).toBe(said)
  })

  it('names the first of many', () => {
    expect(formatFirst(['a', 'b', 'c'])).toBe('a, b, and c')
    expect(formatFirst(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, and 2 more')
  })

  it('says moments relative to now, and days from a week on', () => {
    const now = new Date('2026-11-21T12:00:00Z')
    expect(formatRelative('2026-11-21T11:59:50Z', now)).toBe('now')
    expect(formatRelative('2026-11-21T11:57:00Z', now)).toBe('3 min. ago')
    expect(formatRelative('2026-11-20T11:00:00Z', now)).toBe('yesterday')
    expect(formatRelative('2026-03-02T12:00:00Z', now)).toBe('Mar 2')
    expect(formatRelative('2024-03-02T12:00:00Z', now)).toBe('Mar 2, 2024')
  })

  it('keeps every digit of a decimal', () => {
    expect(formatDecimal('12345678901234567.089')).toBe('12,345,678,901,234,567.089')
    expect(formatDecimal('-0.5')).toBe('-0.5')
  })

  it('counts in words', () => {
    expect(countOf(1, 'file', 'files')).toBe('1 file')
    expect(countOf(1204, 'file', 'files')).toBe('1,204 files')
  })
})
