import { expect, it } from 'vitest'
import { idsByOrganization } from './ids-by-organization.ts'

it('the tags of a page are told apart by their organizations', () => {
  const tag = (id: string, organization: string) => ({ id, organization })
  const found = idsByOrganization([tag('a', 'one'), tag('b', 'two'), tag('c', 'one')])
  expect([...found]).toEqual([
    ['one', ['a', 'c']],
    ['two', ['b']],
  ])
  expect([...idsByOrganization([])]).toEqual([])
})
