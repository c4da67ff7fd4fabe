import { GroundworkError } from '@groundwork/client'
import { expect, it } from 'vitest'
import { inUseOf, onInUse, tellInUse } from './in-use.ts'

const products = { resource: 'product', label: 'product', count: 7, rows: [{ id: '1', title: 'Quay lamp' }] }
const refused = (reason: string) =>
  new GroundworkError({
    code: 'conflict',
    status: 409,
    detail: 'In use',
    reason,
    details: { usedBy: [products], hidden: true },
  })

it('reads who needs a row, and that there are more', () => {
  expect(inUseOf(refused('in_use'))).toEqual({ usedBy: [products], hasHidden: true })
})

it('leaves other refusals to others', () => {
  const told: string[] = []
  const stop = onInUse(({ name }) => told.push(name))
  expect(tellInUse(refused('last_owner'), 'Lamps')).toBe(false)
  expect(tellInUse(new Error('gone'), 'Lamps')).toBe(false)
  expect(tellInUse(refused('in_use'), 'Lighting')).toBe(true)
  stop()
  expect(told).toEqual(['Lighting'])
})
