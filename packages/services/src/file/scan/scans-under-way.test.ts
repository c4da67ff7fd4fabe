import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ScansUnderWay } from './scans-under-way.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Whether the work that waits has begun by now. */
function begun(scans: ScansUnderWay) {
  const state = { isBegun: false }
  void scans.over().then(() => {
    state.isBegun = true
  })
  return state
}

describe('work that lets scans go first', () => {
  it('begins at once where nothing is scanned', async () => {
    await expect(new ScansUnderWay().over()).resolves.toBeUndefined()
  })

  it('begins at once after a scan or two', async () => {
    const scans = new ScansUnderWay()
    for (let few = 0; few < 3; few++) await scans.during(async () => undefined)
    const work = begun(scans)
    await vi.advanceTimersByTimeAsync(0)
    expect(work.isBegun).toBe(true)
  })

  it('begins as soon as the last of a few that are under way is over', async () => {
    const scans = new ScansUnderWay()
    const end: (() => void)[] = []
    for (let few = 0; few < 2; few++) void scans.during(() => new Promise<void>((resolve) => end.push(resolve)))
    const works = [begun(scans), begun(scans)]
    await vi.advanceTimersByTimeAsync(100)
    end[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(works).toEqual([{ isBegun: false }, { isBegun: false }])
    end[1]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(works).toEqual([{ isBegun: true }, { isBegun: true }])
  })

  it('begins a moment after the last of many scans has ended, however they ended', async () => {
    const scans = new ScansUnderWay()
    for (let few = 0; few < 3; few++) await scans.during(async () => undefined)
    let fail: (error: Error) => void = () => undefined
    const scan = scans.during(() => new Promise((_, reject) => (fail = reject)))
    const work = begun(scans)
    await vi.advanceTimersByTimeAsync(1000)
    expect(work.isBegun).toBe(false)
    fail(new Error('no scanner'))
    await expect(scan).rejects.toThrow('no scanner')
    for (let more = 0; more < 4; more++) await scans.during(async () => undefined)
    await vi.advanceTimersByTimeAsync(200)
    expect(work.isBegun).toBe(false)
    await vi.advanceTimersByTimeAsync(400)
    expect(work.isBegun).toBe(true)
    await scans.over()
  })

  it('begins in the end, though scans never do', async () => {
    const scans = new ScansUnderWay()
    void scans.during(() => new Promise(() => undefined))
    const work = begun(scans)
    await vi.advanceTimersByTimeAsync(4900)
    expect(work.isBegun).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(work.isBegun).toBe(true)
  })
})
