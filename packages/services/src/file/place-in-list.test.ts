import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type PlacedList, readPlace, writePlace } from './place-in-list.ts'

const list: PlacedList = { keys: { placeKey: randomBytes(32) }, of: 'ada name' }
const schema = z.object({ id: z.uuid(), name: z.string() })
const place = { id: '0193f1a0-0000-7000-8000-000000000001', name: 'Übergabe 🏗️.pdf' }
const refused = expect.objectContaining({ code: 'invalid', reason: 'invalid_cursor' })

describe('a place in a list', () => {
  it('is found again by whoever it was written for, and shows no name', () => {
    const cursor = writePlace(list, place)
    expect(readPlace(list, schema, cursor)).toEqual(place)
    expect(Buffer.from(cursor.slice(3), 'base64url').toString()).not.toContain('pdf')
  })

  it('is none in another list, under another secret, or of another shape; nor is one that was made up', () => {
    const cursor = writePlace(list, place)
    for (const other of [
      { ...list, of: 'grace name' },
      { ...list, keys: { placeKey: randomBytes(32) } },
    ])
      expect(() => readPlace(other, schema, cursor)).toThrow(refused)
    const madeUp = Buffer.from(JSON.stringify(place)).toString('base64url')
    for (const text of ['', 'v1.', madeUp, cursor.slice(0, -8), writePlace(list, { id: 'x' })])
      expect(() => readPlace(list, schema, text)).toThrow(refused)
  })

  it('of the longest name there can be is short enough to be asked for', () => {
    expect(writePlace(list, { ...place, name: '漢'.repeat(255) }).length).toBeLessThan(1500)
  })
})
