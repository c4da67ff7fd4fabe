import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import type { RawRow } from './header.ts'
import { openTable, type ReadRows } from './open-table.ts'
import { spreadsheetLimits } from './spreadsheet-limits.ts'

const facts = { format: 'xlsx', sheets: ['A'], sheet: 'A' } as const
const options = { limits: spreadsheetLimits, signal: new AbortController().signal }
const long = 'x'.repeat(1_500_000)

it('looks at fewer rows for its header where they are long', async () => {
  let taken = 0
  const read: ReadRows = async function* () {
    for (; taken < 100; taken += 1) yield [{ number: taken + 1, cells: [long] }]
  }
  await openTable(read, facts, options)
  expect(taken).toBeLessThan(5)
})

it('keeps no row that stands above the header that is asked for', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const above: WeakRef<RawRow>[] = []
  let kept = Number.NaN
  const read: ReadRows = async function* () {
    for (let number = 1; number < 100; number += 1) {
      const row = { number, cells: [`name ${number}`] }
      if (number < 60) above.push(new WeakRef(row))
      yield [row]
      if (number !== 60) continue
      await new Promise(setImmediate)
      collect()
      kept = above.filter((one) => one.deref() !== undefined).length
    }
  }
  expect(await openTable(read, facts, { ...options, headerRow: 60 })).toMatchObject({
    headerRow: 60,
    header: ['name 60'],
  })
  expect(kept).toBeLessThan(3)
})

it('stops as soon as the signal says so, also above its header', async () => {
  const ending = new AbortController()
  let taken = 0
  const read: ReadRows = async function* () {
    for (; taken < 100; taken += 1) {
      if (taken === 7) ending.abort()
      yield [{ number: taken + 1, cells: ['x'] }]
    }
  }
  const opening = openTable(read, facts, { ...options, signal: ending.signal, headerRow: 90 })
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' })
  expect(taken).toBe(7)
})
