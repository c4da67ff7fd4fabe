import { describe, expect, it } from 'vitest'
import { grantsWithin } from './key-limits.ts'

const membership = (organization: string, grants: readonly { resource: string; action: string }[]) => ({
  organization,
  organizationName: organization,
  role: 'some',
  roleName: 'Some',
  attributes: {},
  grants,
})
const me = {
  isSuperuser: false,
  memberships: [
    membership('harbour', [{ resource: '*', action: '*' }]),
    membership('logistics', [
      { resource: 'product', action: 'view' },
      { resource: 'product', action: 'change' },
    ]),
  ],
}

describe('what a new key may do', () => {
  it('is everything its maker may, or the part that was chosen', () => {
    expect(grantsWithin('everything', me, 'harbour')).toBeUndefined()
    expect(grantsWithin('read', me, 'harbour')).toEqual([
      { resource: '*', action: 'view' },
      { resource: 'file', action: 'download' },
    ])
  })

  it('is never more than its maker may in that organization', () => {
    expect(grantsWithin('read', me, 'logistics')).toEqual([{ resource: 'product', action: 'view' }])
    expect(grantsWithin('upload', me, 'logistics')).toEqual([])
  })

  it('names each grant once over several organizations', () => {
    const twice = { ...me, memberships: [...me.memberships, membership('survey', [{ resource: '*', action: '*' }])] }
    expect(grantsWithin('upload', twice, null)).toHaveLength(3)
  })
})
