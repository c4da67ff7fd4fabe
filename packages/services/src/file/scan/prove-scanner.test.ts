import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { Scanner, ScanVerdict } from '../scanner.ts'
import { eicar, proveScanner } from './prove-scanner.ts'

/** A scanner that judges by the bytes alone. */
const judging = (judge: (bytes: Buffer) => ScanVerdict): Scanner => ({
  engine: 'clamav',
  scan: async ({ open }) => judge(await buffer(await open())),
  signatures: async () => 'some',
  probe: async () => undefined,
})
const clean: ScanVerdict = { kind: 'clean' }
const infected: ScanVerdict = { kind: 'infected', signature: 'Eicar' }
const unscannable: ScanVerdict = {
  kind: 'unscannable',
  reason: 'Heuristics.Limits.Exceeded.MaxRecursion',
  cause: 'tooLarge',
}

it('trusts one that finds the test file and owns up to what it could not look into', async () => {
  const honest = judging((bytes) => (bytes.equals(eicar) ? infected : unscannable))
  expect(await proveScanner(honest)).toEqual([])
})

it('tells of one without signatures', async () => {
  expect(await proveScanner(judging((bytes) => (bytes.equals(eicar) ? clean : unscannable)))).toEqual([
    expect.stringContaining('EICAR'),
  ])
})

it('tells of one that calls clean what it did not read', async () => {
  expect(await proveScanner(judging((bytes) => (bytes.equals(eicar) ? infected : clean)))).toEqual([
    expect.stringContaining('AlertExceedsMax'),
  ])
})
