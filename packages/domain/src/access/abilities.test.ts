import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { StoredFile } from '../file/stored-file.ts'
import type { Filter } from '../filter/filter.ts'
import { UnitOfMeasure } from '../reference/unit-of-measure.ts'
import { abilitiesOf } from './abilities.ts'
import type { Grant, Principal } from './principal.ts'
import { scopeFor } from './scope.ts'

const acme = '01890a5d-ac96-774b-bcce-b302099a8057'
const beta = '01890a5d-ac96-774b-bcce-b302099a8058'
const userId = '01890a5d-ac96-774b-bcce-b302099a8059'

const holding = (grants: readonly Grant[], organizations = [acme]): Principal => ({
  kind: 'user',
  userId,
  username: 'ada',
  isSuperuser: false,
  memberships: organizations.map((organization) => ({ organization, role: 'test', attributes: {}, grants })),
})
const can = (action: string, where?: Filter): Grant => ({ resource: 'product', action, ...(where && { where }) })
const abilities = (principal: Principal, resource = Product as typeof Product | typeof UnitOfMeasure) =>
  abilitiesOf(resource, (action) => scopeFor(principal, action, resource))
const row = (more: object = {}) => ({ organization: acme, deletedAt: null, status: 'active', ...more })
const active: Filter = { field: 'status', op: 'eq', value: 'active' }
const counted: Filter = { field: 'baseUom.uomType', op: 'eq', value: 'Count' }

describe('abilities', () => {
  it('are those of the organization, in the order of the actions, and none in another', () => {
    const { questions, of } = abilities(holding([can('delete'), can('change'), can('restore')]))
    expect(questions).toEqual([])
    expect(of(row(), [])).toEqual(['change', 'delete'])
    expect(of(row({ organization: beta }), [])).toEqual([])
    expect(of(row(), [])).toBe(of(row({ name: 'another' }), []))
  })

  it('of a deleted row are to restore it, of a live one never', () => {
    const { of } = abilities(holding([{ resource: '*', action: '*' }]))
    expect(of(row({ deletedAt: '2026-11-21T00:00:00.000Z' }), [])).toEqual(['restore'])
    expect(of(row(), [])).not.toContain('restore')
  })

  it('of a deleted file are to be rid of it for ever as well', () => {
    const principal = holding([{ resource: '*', action: '*' }])
    const { of } = abilitiesOf(StoredFile, (action) => scopeFor(principal, action, StoredFile))
    const deleted = { organization: acme, deletedAt: '2026-11-21T00:00:00.000Z' }
    expect([...of(deleted, [])].sort()).toEqual(['purge', 'restore'])
  })

  it('follow a rule on the row without asking anybody', () => {
    const { questions, of } = abilities(holding([can('change', active), can('delete')]))
    expect(questions).toEqual([])
    expect(of(row(), [])).toEqual(['change', 'delete'])
    expect(of(row({ status: 'draft' }), [])).toEqual(['delete'])
    expect(of(row({ status: 'draft' }), [])).toBe(of(row({ status: 'discontinued' }), []))
  })

  it('ask once for a rule that looks behind a reference, whatever number of actions and organizations hang on it', () => {
    const { questions, of } = abilities(holding([can('change', counted), can('delete', counted)], [acme, beta]))
    expect(questions).toEqual([{ kind: 'within', parts: [{ organizations: [acme, beta], where: counted }] }])
    expect(of(row(), [true])).toEqual(['change', 'delete'])
    expect(of(row(), [false])).toEqual([])
    expect(of(row(), [])).toEqual([])
  })

  it('need one of several rules', () => {
    const { of } = abilities(holding([can('change', counted), can('change', active)]))
    expect(of(row({ status: 'draft' }), [true])).toEqual(['change'])
    expect(of(row(), [false])).toEqual(['change'])
    expect(of(row({ status: 'draft' }), [false])).toEqual([])
  })

  it('to reference data have superusers alone', () => {
    expect(abilities(holding([{ resource: '*', action: '*' }]), UnitOfMeasure).of({}, [])).toEqual([])
    const superuser = { ...holding([]), isSuperuser: true }
    expect(abilities(superuser, UnitOfMeasure).of({}, [])).toEqual(['change', 'delete'])
  })
})
