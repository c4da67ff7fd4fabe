import { closeSync, openSync, type writeSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linesTo } from './lines-to.ts'
import { openLog } from './open-log.ts'

const failing = (code: string) => Object.assign(new Error(code), { code })

/** A file of so many bytes: the writes that fit, the part of one that does not, then no more. */
function smallDisk(room: number) {
  const kept: Buffer[] = []
  let refusals: string[] = []
  const write = (_: number, bytes: Buffer) => {
    const refusal = refusals.shift()
    if (refusal) throw failing(refusal)
    const left = room - Buffer.concat(kept).length
    if (left <= 0) throw failing('ENOSPC')
    kept.push(Buffer.from(bytes.subarray(0, left)))
    return Math.min(bytes.length, left)
  }
  return {
    write: write as typeof writeSync,
    grow: (more: number) => {
      room += more
    },
    refuse: (...codes: string[]) => {
      refusals = codes
    },
    lines: () => Buffer.concat(kept).toString().split('\n'),
  }
}

describe('lines of a log', () => {
  it('are written whole, in their order', () => {
    const disk = smallDisk(1000)
    const lines = linesTo(1, 'api', disk.write)
    for (const line of ['one\n', 'two\n', 'drei €\n']) lines.write(line)
    expect(disk.lines()).toEqual(['one', 'two', 'drei €', ''])
  })

  it('are lost while the disk is full, and counted once it is not', () => {
    const disk = smallDisk(6)
    const lines = linesTo(1, 'api', disk.write)
    for (const line of ['one\n', 'two\n', 'three\n']) lines.write(line)
    disk.grow(1000)
    for (const line of ['four\n', 'five\n']) lines.write(line)
    const [first, half, told, ...rest] = disk.lines()
    expect([first, half, ...rest]).toEqual(['one', 'tw', 'four', 'five', ''])
    expect(JSON.parse(told ?? '')).toMatchObject({ level: 40, process: 'api', lost: 2 })
  })

  it('wait for a reader once, not each for itself', () => {
    const disk = smallDisk(1000)
    let tries = 0
    let isStuck = true
    const write: typeof writeSync = (...given: [number, ...unknown[]]) => {
      tries += 1
      if (isStuck) throw failing('EAGAIN')
      return (disk.write as (...given: unknown[]) => number)(...given)
    }
    const lines = linesTo(1, 'api', write)
    lines.write('one\n')
    expect(tries).toBeGreaterThan(1)
    tries = 0
    for (const line of ['two\n', 'three\n']) lines.write(line)
    expect(tries).toBe(2)
    isStuck = false
    lines.write('four\n')
    const [told, ...rest] = disk.lines()
    expect(JSON.parse(told ?? '')).toMatchObject({ lost: 3 })
    expect(rest).toEqual(['four', ''])
  })

  it('wait a moment for the reader of a pipe', () => {
    const disk = smallDisk(1000)
    disk.refuse('EAGAIN', 'EAGAIN')
    linesTo(1, 'api', disk.write).write('one\n')
    expect(disk.lines()).toEqual(['one', ''])
  })
})

describe('a log on a disk that is full', () => {
  let full: number
  beforeEach(() => {
    full = openSync('/dev/full', 'w')
  })
  afterEach(() => closeSync(full))

  it.each(['info', 'fatal'] as const)('does not end the process at a line (%s)', (level) => {
    const log = openLog({ process: 'api', level: 'info', output: full })
    expect(() => log[level]('a line')).not.toThrow()
  })
})
