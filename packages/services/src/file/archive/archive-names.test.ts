import { afterEach, expect, it, vi } from 'vitest'
import { ARCHIVE_NOTE, ArchiveNames } from './archive-names.ts'

afterEach(() => vi.restoreAllMocks())

it('no two are the same to any file system, as many as an archive holds', () => {
  const names = new ArchiveNames()
  const given = Array.from({ length: 10_000 }, (_, index) => names.free('', index % 2 ? 'Scan.PDF' : 'scan.pdf'))
  expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(10_000)
  expect(given.slice(0, 3)).toEqual(['scan.pdf', 'Scan (2).PDF', 'scan (3).pdf'])
})

it('are found without asking for all that came before', () => {
  const names = new ArchiveNames()
  const asked = vi.spyOn(Set.prototype, 'has')
  for (let count = 0; count < 500; count += 1) names.free('plans/', 'scan.pdf')
  const times = asked.mock.calls.length
  expect(times).toBeGreaterThanOrEqual(500)
  expect(times).toBeLessThan(1_500)
})

it('are free in each folder, and none is that of the note', () => {
  const names = new ArchiveNames()
  expect(names.free('', 'a.txt')).toBe('a.txt')
  expect(names.free('plans/', 'a.txt')).toBe('plans/a.txt')
  expect(names.free('', ARCHIVE_NOTE.toUpperCase())).not.toBe(ARCHIVE_NOTE.toUpperCase())
  expect(names.free('plans/', ARCHIVE_NOTE)).toBe(`plans/${ARCHIVE_NOTE}`)
})
