import { describe, expect, it } from 'vitest'
import {
  areBytesServable,
  canFileBecome,
  canVersionBecome,
  type FileState,
  fileStates,
  isServable,
  type VersionState,
} from './file-state.ts'

/** Said once more, as people say it: what may follow on what. Everything else may not. */
const ofFiles = `
  pending     > receiving failed
  receiving   > stored failed
  stored      > scanning damaged
  scanning    > available quarantined unscannable stored damaged
  available   > quarantined unscannable damaged purged
  quarantined > available unscannable scanning damaged purged
  unscannable > available quarantined scanning damaged purged
  failed      > purged
  damaged     > available purged
  purged      >`

const ofVersions = `
  receiving   > stored failed
  stored      > scanning damaged
  scanning    > available quarantined unscannable stored damaged
  available   > quarantined unscannable damaged
  quarantined > available unscannable scanning damaged
  unscannable > available quarantined scanning damaged
  failed      >
  damaged     > available`

const read = (table: string): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    table
      .trim()
      .split('\n')
      .map((line) => {
        const [from = '', to = ''] = line.split('>')
        return [from.trim(), new Set(to.trim().split(' '))]
      }),
  )

const versionStates = fileStates.filter((state): state is VersionState => state !== 'pending' && state !== 'purged')

const pairs = <State extends FileState>(states: readonly State[]) =>
  states.flatMap((from) => states.map((to) => ({ from, to })))

describe('the life of a file', () => {
  it.each(pairs(fileStates))('$from -> $to', ({ from, to }) => {
    expect(canFileBecome(from, to)).toBe(read(ofFiles).get(from)?.has(to))
  })

  it('begins to be available by a scan alone', () => {
    const neverScanned: readonly FileState[] = ['pending', 'receiving', 'stored', 'failed']
    for (const from of neverScanned) expect(canFileBecome(from, 'available'), from).toBe(false)
  })

  it('serves nothing but what is available and not deleted', () => {
    const servable = fileStates.filter((status) => isServable({ status, deletedAt: null }))
    expect(servable).toEqual(['available'])
    expect(isServable({ status: 'available', deletedAt: '2026-01-01T00:00:00Z' })).toBe(false)
  })
})

it.each([
  ['clean', false, true],
  ['clean', true, true],
  ['infected', false, false],
  ['infected', true, true],
  ['unscannable', false, false],
  ['unscannable', true, true],
  [null, false, false],
  [null, true, false],
])('bytes with the verdict %s, released %s, go out: %s', (scanVerdict, isReleased, isServed) => {
  expect(areBytesServable({ scanVerdict, isReleased })).toBe(isServed)
})

describe('the life of a version', () => {
  it.each(pairs(versionStates))('$from -> $to', ({ from, to }) => {
    expect(canVersionBecome(from, to)).toBe(read(ofVersions).get(from)?.has(to))
  })

  it('goes no way that its file could not go with it', () => {
    for (const { from, to } of pairs(versionStates))
      if (canVersionBecome(from, to)) expect(canFileBecome(from, to), `${from} -> ${to}`).toBe(true)
  })
})
