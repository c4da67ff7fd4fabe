import { describe, expect, it } from 'vitest'
import { madeAt, newId } from './new-id.ts'

const ids = Array.from({ length: 10_000 }, () => newId())

describe('the id of a new row', () => {
  it('is a uuid of version 7 that says when it was made', () => {
    const [id = ''] = ids
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(Math.abs(Date.now() - madeAt(id))).toBeLessThan(60_000)
    expect(madeAt('017f22e2-79b0-7cc3-98c4-dc0c0c07398f'), 'the example of the standard').toBe(0x017f22e279b0)
  })

  it('is greater than all before it, far more than there are milliseconds', () => {
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('ends in nothing that could be guessed from the one before', () => {
    const ends = new Set(ids.map((id) => id.slice(-10)))
    expect(ends.size).toBe(ids.length)
  })
})
