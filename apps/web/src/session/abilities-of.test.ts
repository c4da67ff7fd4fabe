import { type Grant, StoredFile } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { abilitiesOf } from './abilities-of.ts'
import type { Me } from './me.ts'

const organization = '01900000-0000-7000-8000-000000000001'
const quarantine: Grant = { resource: 'file', action: 'quarantine' }
const harmful: Grant = { ...quarantine, where: { field: 'status', op: 'eq', value: 'quarantined' } }

const holding = (grants: Grant[], isSuperuser = false) => {
  const user = { id: organization, username: 'ada' } as Me['user']
  const memberships = [{ organization, role: 'member', attributes: {}, grants }] as unknown as Me['memberships']
  return abilitiesOf({ user, isSuperuser, memberships })
}
const answers = ({ can, canWholly }: ReturnType<typeof holding>) =>
  [can, canWholly].map((ask) => [ask('quarantine', StoredFile), ask('quarantine', StoredFile, organization)])

it('tells what reaches some rows from what reaches all, as the list of the quarantine does', () => {
  const [yes, no] = [
    [true, true],
    [false, false],
  ]
  expect(answers(holding([harmful]))).toEqual([yes, no])
  expect(answers(holding([{ ...quarantine, fields: ['originalFilename'] }]))).toEqual([yes, no])
  expect(answers(holding([harmful, quarantine]))).toEqual([yes, yes])
  expect(answers(holding([]))).toEqual([no, no])
  expect(answers(holding([], true))).toEqual([yes, yes])
})
