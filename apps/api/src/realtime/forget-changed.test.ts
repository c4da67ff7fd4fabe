import type { DomainEvent } from '@groundwork/domain'
import { expect, it, vi } from 'vitest'
import { forgetChanged } from './forget-changed.ts'

const told = (event: Partial<DomainEvent>) => {
  const principals = { resolve: vi.fn(), forgetUser: vi.fn(), forgetAll: vi.fn() }
  const some = {
    id: 'e',
    topic: 't',
    organization: null,
    resource: 'product',
    objectId: 'o',
    payload: {},
    createdAt: '',
  }
  forgetChanged(principals, { ...some, ...event })
  return { users: principals.forgetUser.mock.calls.flat(), all: principals.forgetAll.mock.calls.length }
}

it.each(['session', 'apiKey', 'membership'])('a change to a %s ends what is remembered of its user', (resource) => {
  expect(told({ resource, payload: { user: 'ada' } })).toEqual({ users: ['ada'], all: 0 })
})

it('a change to a user ends what is remembered of them', () => {
  expect(told({ resource: 'user', objectId: 'ada' })).toEqual({ users: ['ada'], all: 0 })
})

it.each(['role', 'organization'])('a change to a %s, which many hold, ends all', (resource) => {
  expect(told({ resource })).toEqual({ users: [], all: 1 })
})

it('a membership that does not say whose it was ends all', () => {
  expect(told({ resource: 'membership' })).toEqual({ users: [], all: 1 })
})

it('a change to anything else ends nothing', () => {
  expect(told({})).toEqual({ users: [], all: 0 })
})
