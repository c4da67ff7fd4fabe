import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followLines } from './follow-lines.mjs'

let folder = ''
let log = ''

beforeEach(() => {
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'follow-lines-'))
  log = join(folder, 'log')
  writeFileSync(log, '')
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

it('shows lines once they are whole, wherever what was written breaks off', () => {
  const lines = []
  const { finish } = followLines(log, (line) => lines.push(line))
  const text = Buffer.from('first\nsecond ä\nthird')
  const inside = text.indexOf('ä') + 1
  appendFileSync(log, text.subarray(0, inside))
  vi.advanceTimersByTime(500)
  expect(lines).toEqual(['first'])

  appendFileSync(log, text.subarray(inside))
  vi.advanceTimersByTime(500)
  expect(lines).toEqual(['first', 'second ä'])

  finish()
  expect(lines).toEqual(['first', 'second ä', 'third'])
})

it('shows all of what was written since it looked last', () => {
  const lines = []
  const { finish } = followLines(log, (line) => lines.push(line))
  const written = Array.from({ length: 5000 }, (_, index) => `line ${index} of many`)
  appendFileSync(log, `${written.join('\n')}\n`)
  finish()
  expect(lines).toEqual(written)
})

it('goes on with a log that was emptied', () => {
  const lines = []
  const { finish } = followLines(log, (line) => lines.push(line))
  appendFileSync(log, 'before\nand half')
  vi.advanceTimersByTime(500)
  truncateSync(log)
  appendFileSync(log, 'after\n')
  finish()
  expect(lines).toEqual(['before', 'after'])
})

it('shows a flood of lines bit by bit', () => {
  const lines = []
  const { finish } = followLines(log, (line) => lines.push(line))
  const written = Array.from({ length: 30_000 }, (_, index) => `${index}`.padEnd(99, '-'))
  appendFileSync(log, `${written.join('\n')}\n`)
  vi.advanceTimersByTime(200)
  expect(lines.length).toBeGreaterThan(10_000)
  expect(lines.length).toBeLessThan(12_000)
  vi.advanceTimersByTime(400)
  expect(lines).toEqual(written)
  finish()
})
