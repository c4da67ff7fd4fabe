import { describe, expect, it } from 'vitest'
import { canFileBecome, fileStates, fileTransitions, isServable } from './file-state.ts'

const everyPair = fileStates.flatMap((from) => fileStates.map((to) => ({ from, to })))

describe('the life of a file', () => {
  it.each(everyPair)('$from -> $to agrees with the table', ({ from, to }) => {
    expect(canFileBecome(from, to)).toBe((fileTransitions[from] as readonly string[]).includes(to))
  })

  it('a file becomes available only out of a scan', () => {
    const ways = fileStates.filter((from) => canFileBecome(from, 'available'))
    expect(ways).toEqual(['scanning'])
  })

  it('a quarantined file never becomes available', () => {
    const reachable = new Set(['quarantined' as (typeof fileStates)[number]])
    for (const from of reachable) for (const to of fileTransitions[from]) reachable.add(to)
    expect(reachable).not.toContain('available')
  })

  it('a purged file stays purged', () => {
    expect(fileTransitions.purged).toEqual([])
  })

  it('serves nothing but what is available and not deleted', () => {
    const servable = fileStates.filter((status) => isServable({ status, deletedAt: null }))
    expect(servable).toEqual(['available'])
    expect(isServable({ status: 'available', deletedAt: '2026-01-01T00:00:00Z' })).toBe(false)
  })
})
