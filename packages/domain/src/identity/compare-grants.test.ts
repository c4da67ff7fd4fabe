import { describe, expect, it } from 'vitest'
import type { Grant } from '../access/principal.ts'
import { seededRoles } from '../access/seeded-roles.ts'
import { holdsGrants, intersectGrants } from './compare-grants.ts'

const everything: Grant = { resource: '*', action: '*' }
const viewFiles: Grant = { resource: 'file', action: 'view' }
const ownFiles: Grant = { ...viewFiles, where: { field: 'uploadedBy', op: 'eq', value: '$principal.userId' } }
const ownCountry: Grant = {
  ...viewFiles,
  where: { field: 'customFields.country', op: 'eq', value: '$membership.country' },
}

const held = (grants: readonly Grant[], attributes = {}) => ({ grants, attributes })
const holds = (own: Grant, given: Grant) => holdsGrants([held([own])], held([given]))
const role = (slug: string) => held(seededRoles.find((seeded) => seeded.slug === slug)?.grants ?? [])

describe('holding what one gives', () => {
  it.each([
    ['everything covers anything', everything, viewFiles, true],
    ['everything covers itself', everything, everything, true],
    ['one thing does not cover everything', viewFiles, everything, false],
    ['all actions on files cover one', { resource: 'file', action: '*' }, viewFiles, true],
    [
      'all actions on files do not cover products',
      { resource: 'file', action: '*' },
      { resource: 'product', action: 'view' },
      false,
    ],
    ['viewing does not cover changing', viewFiles, { resource: 'file', action: 'change' }, false],
    ['all rows cover some', viewFiles, ownFiles, true],
    ['some rows do not cover all', ownFiles, viewFiles, false],
    ['the same rule covers itself', ownFiles, { ...ownFiles }, true],
    ['all fields cover some', viewFiles, { ...viewFiles, fields: ['originalFilename'] }, true],
    ['some fields do not cover all', { ...viewFiles, fields: ['originalFilename'] }, viewFiles, false],
    ['some fields cover fewer', { ...viewFiles, fields: ['a', 'b'] }, { ...viewFiles, fields: ['b'] }, true],
    [
      'some fields do not cover others',
      { ...viewFiles, fields: ['a', 'b'] },
      { ...viewFiles, fields: ['b', 'c'] },
      false,
    ],
  ] as const)('%s', (_, own, given, expected) => {
    expect(holds(own, given)).toBe(expected)
  })

  it('compares rules whatever the order their keys were stored in', () => {
    const stored: Grant = { ...viewFiles, where: { value: '$principal.userId', op: 'eq', field: 'uploadedBy' } }
    expect(holds(ownFiles, stored)).toBe(true)
  })

  it('does not take the own country of one for the own country of another', () => {
    const german = held([ownCountry], { country: 'DE' })
    expect(holdsGrants([german], held([ownCountry], { country: 'DE' }))).toBe(true)
    expect(holdsGrants([german], held([ownCountry], { country: 'DK' }))).toBe(false)
    const spelledOut: Grant = { ...viewFiles, where: { field: 'customFields.country', op: 'eq', value: 'DE' } }
    expect(holdsGrants([german], held([spelledOut]))).toBe(true)
  })

  it('does not take a rule that reaches nothing for one that others fill in', () => {
    expect(holdsGrants([held([ownCountry])], held([ownCountry]))).toBe(false)
    expect(holdsGrants([held([ownCountry], { country: 'DE' })], held([ownCountry]))).toBe(false)
    expect(holdsGrants([held([viewFiles])], held([ownCountry]))).toBe(true)
    const byName: Grant = { ...viewFiles, where: { field: 'uploadedBy', op: 'eq', value: '$membership.country' } }
    expect(holdsGrants([held([byName], { country: '$principal.userId' })], held([ownFiles]))).toBe(false)
  })

  it('adds up over several memberships, grant by grant', () => {
    const both = held([viewFiles, { resource: 'product', action: 'view' }])
    expect(holdsGrants([held([viewFiles]), held([{ resource: 'product', action: 'view' }])], both)).toBe(true)
    expect(holdsGrants([], both)).toBe(false)
    expect(holdsGrants([], held([]))).toBe(true)
  })

  it('lets an administrator give every seeded role but those that may do everything', () => {
    const given = seededRoles.map(({ slug }) => [slug, holdsGrants([role('administrator')], role(slug))])
    expect(Object.fromEntries(given)).toEqual({
      owner: false,
      administrator: true,
      manager: true,
      member: true,
      viewer: true,
      auditor: true,
      'global-administrator': false,
      'territorial-administrator': true,
      'technical-department-head': true,
      'import-agent': true,
      uploader: true,
    })
  })

  it('does not let a member make anybody a manager', () => {
    expect(holdsGrants([role('member')], role('manager'))).toBe(false)
  })
})

describe('what two lists of grants both allow', () => {
  it.each([
    ['a key for files, of an owner', [everything], [viewFiles], [viewFiles]],
    ['a key for everything, of a viewer', [viewFiles], [everything], [viewFiles]],
    ['a key for what its user may not', [viewFiles], [{ resource: 'file', action: 'delete' }], []],
    [
      'actions of one, resource of the other',
      [{ resource: 'file', action: '*' }],
      [{ resource: '*', action: 'view' }],
      [viewFiles],
    ],
    ['the rule of the user', [ownFiles], [viewFiles], [ownFiles]],
    ['the rule of the key', [viewFiles], [ownFiles], [ownFiles]],
  ] as const)('%s', (_, one, other, expected) => {
    expect(intersectGrants(one, other)).toEqual(expected)
  })

  it('holds both rules at once', () => {
    expect(intersectGrants([ownFiles], [ownCountry])).toEqual([
      { ...viewFiles, where: { and: [ownFiles.where, ownCountry.where] } },
    ])
  })

  it('leaves only the fields that both show', () => {
    const one = { ...viewFiles, fields: ['a', 'b'] }
    const other = { ...viewFiles, fields: ['b', 'c'] }
    expect(intersectGrants([one], [other])).toEqual([{ ...viewFiles, fields: ['b'] }])
    expect(intersectGrants([one], [viewFiles])).toEqual([one])
  })

  it('never allows more than either', () => {
    const here = { country: 'DE' }
    const roles = seededRoles.map(({ slug }) => held(role(slug).grants, here))
    for (const one of roles) {
      for (const other of roles) {
        const both = held(intersectGrants(one.grants, other.grants), here)
        expect(holdsGrants([one], both) && holdsGrants([other], both)).toBe(true)
      }
    }
  })
})
