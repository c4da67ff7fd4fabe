import { Document, ImportSession, Product, UnitOfMeasure } from '@groundwork/domain'
import { expect, it } from 'vitest'
import type { Chosen } from './chosen.ts'
import { jobOf } from './job-of.ts'

const filter = { field: 'status', op: 'eq', value: 'active' } as const
const input = { filter, search: 'x', orderBy: ['-name'], organizations: ['ours'] }
const matching = (more: Partial<Extract<Chosen, { is: 'matching' }>> = {}): Chosen => ({
  is: 'matching',
  input,
  count: 12_431,
  isCountExact: true,
  ...more,
})

it('a job goes through the very list that was counted', () => {
  expect(jobOf(Product, matching())).toEqual({ organization: 'ours', filter, search: 'x' })
  expect(jobOf(Product, matching({ input: { applyFilter: 'view', organizations: ['ours'] } }))).toEqual({
    organization: 'ours',
    applyFilter: 'view',
  })
})

it.each([
  ['chosen rows, however many', Product, { is: 'rows', rows: [] } as const],
  ['few rows', Product, matching({ count: 300 })],
  ['rows of several organizations', Product, matching({ input: { organizations: ['ours', 'theirs'] } })],
  ['rows of whatever organization', Product, matching({ input: {} })],
  ['rows that are everybody’s', UnitOfMeasure, matching()],
  ['documents, which no job changes,', Document, matching()],
  ['sessions, which no job changes,', ImportSession, matching()],
])('%s are no matter for one', (_, resource, chosen) => {
  expect(jobOf(resource, chosen)).toBeNull()
})

it('as many as nobody has counted are', () => {
  expect(jobOf(Product, matching({ count: 300, isCountExact: false }))).not.toBeNull()
})
