import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { evaluateFilter } from '../filter/evaluate-filter.ts'
import type { Filter } from '../filter/filter.ts'
import { Profile } from '../identity/profile.ts'
import { User } from '../identity/user.ts'
import { Organization } from '../organization/organization.ts'
import { UnitOfMeasure } from '../reference/unit-of-measure.ts'
import type { JsonObject } from '../resource/json-object.ts'
import type { Grant, MembershipGrants, Principal } from './principal.ts'
import { Role } from './role.ts'
import { mayWholly, readableFields, type Scope, scopeFor, scopeToFilter, sharedRows } from './scope.ts'

const acme = '01890a5d-ac96-774b-bcce-b302099a8057'
const beta = '01890a5d-ac96-774b-bcce-b302099a8058'
const userId = '01890a5d-ac96-774b-bcce-b302099a8059'

const member = (organization: string, grants: Grant[], attributes: JsonObject = {}): MembershipGrants => ({
  organization,
  role: 'member',
  attributes,
  grants,
})
const principal = (...memberships: MembershipGrants[]): Principal => ({
  kind: 'user',
  userId,
  username: 'ada',
  isSuperuser: false,
  memberships,
})

const viewProducts: Grant = { resource: 'product', action: 'view' }
const active: Filter = { field: 'status', op: 'eq', value: 'active' }
const countryIs = (value: string): Filter => ({ field: 'customFields.country', op: 'eq', value })

describe('scopeFor', () => {
  it('reaches nothing without a membership, without a grant, and with a grant for something else', () => {
    expect(scopeFor(principal(), 'view', Product)).toEqual({ kind: 'none' })
    expect(scopeFor(principal(member(acme, [])), 'view', Product)).toEqual({ kind: 'none' })
    expect(scopeFor(principal(member(acme, [viewProducts])), 'delete', Product)).toEqual({ kind: 'none' })
    expect(scopeFor(principal(member(acme, [viewProducts])), 'view', Organization)).toEqual({ kind: 'none' })
  })

  it('reaches everything for a superuser', () => {
    expect(scopeFor({ ...principal(), isSuperuser: true }, 'delete', Product)).toEqual({ kind: 'all' })
  })

  it.each<Grant>([
    viewProducts,
    { resource: '*', action: 'view' },
    { resource: 'product', action: '*' },
    { resource: '*', action: '*' },
  ])('reaches the rows of the organization by %j', (grant) => {
    expect(scopeFor(principal(member(acme, [grant])), 'view', Product)).toEqual({
      kind: 'within',
      parts: [{ organizations: [acme] }],
    })
  })

  it('lets everybody read reference data and nobody but a superuser change it', () => {
    expect(scopeFor(principal(), 'view', UnitOfMeasure)).toEqual({ kind: 'all' })
    expect(scopeFor(principal(member(acme, [{ resource: '*', action: '*' }])), 'change', UnitOfMeasure)).toEqual({
      kind: 'none',
    })
  })

  it('lets everybody view the rows that are shared, beside those of their organizations, and change neither', () => {
    expect(scopeFor(principal(), 'view', Role)).toEqual({ kind: 'within', parts: [sharedRows] })
    const viewer = principal(member(acme, [{ resource: 'role', action: 'view' }]))
    const view = scopeFor(viewer, 'view', Role)
    expect(view).toEqual({ kind: 'within', parts: [{ organizations: [acme] }, sharedRows] })
    const seen = [null, acme, beta].map((organization) =>
      evaluateFilter(scopeToFilter(view, Role), { organization }, Role),
    )
    expect(seen).toEqual([true, true, false])
    expect(scopeFor(viewer, 'change', Role)).toEqual({ kind: 'none' })
    const owner = principal(member(acme, [{ resource: '*', action: '*' }]))
    const changed = scopeToFilter(scopeFor(owner, 'change', Role), Role)
    expect([null, acme, beta].map((organization) => evaluateFilter(changed, { organization }, Role))).toEqual([
      false,
      true,
      false,
    ])
  })

  it("reaches one's own row of personal data, without any grant", () => {
    expect(scopeFor(principal(), 'view', Profile)).toMatchObject({ kind: 'self', field: 'user', userId })
    expect(scopeFor(principal(), 'change', User)).toMatchObject({ kind: 'self', field: 'id', userId })
  })

  it("never lets an organization's grant change its people: their address opens other organizations too", () => {
    const administrator = principal(member(acme, [{ resource: '*', action: '*' }]))
    expect(scopeFor(administrator, 'change', User)).toEqual({ kind: 'self', field: 'id', userId, colleagues: [] })
    expect(scopeFor(administrator, 'delete', User)).toEqual({ kind: 'none' })
  })

  it('merges organizations that have the same rule, and keeps those apart that do not', () => {
    const some: Grant = { ...viewProducts, where: active }
    const scope = scopeFor(
      principal(member(acme, [some]), member(beta, [some]), member(userId, [viewProducts])),
      'view',
      Product,
    )
    expect(scope).toEqual({
      kind: 'within',
      parts: [{ organizations: [acme, beta], where: active }, { organizations: [userId] }],
    })
  })

  it('drops the narrower grants of an organization beside one for all its rows', () => {
    const scope = scopeFor(principal(member(acme, [{ ...viewProducts, where: active }, viewProducts])), 'view', Product)
    expect(scope).toEqual({ kind: 'within', parts: [{ organizations: [acme] }] })
  })

  it('keeps a grant for all rows apart from it when it shows only some fields', () => {
    const scope = scopeFor(
      principal(
        member(acme, [
          { ...viewProducts, fields: ['name'] },
          { ...viewProducts, where: active },
        ]),
      ),
      'view',
      Product,
    )
    expect(scope).toEqual({
      kind: 'within',
      parts: [
        { organizations: [acme], fields: ['name'] },
        { organizations: [acme], where: active },
      ],
    })
  })

  it('binds a rule to the attributes of its own membership only', () => {
    const grants = [{ ...viewProducts, where: countryIs('$membership.country') }]
    const scope = scopeFor(
      principal(member(acme, grants, { country: 'CH' }), member(beta, grants, { country: 'AT' })),
      'view',
      Product,
    )
    expect(scope).toEqual({
      kind: 'within',
      parts: [
        { organizations: [acme], where: countryIs('CH') },
        { organizations: [beta], where: countryIs('AT') },
      ],
    })
  })
})

describe('mayWholly', () => {
  const asked = { action: 'quarantine', resource: 'file' }
  const quarantine: Grant = { resource: 'file', action: 'quarantine' }
  const some: Grant = { ...quarantine, where: { field: 'status', op: 'eq', value: 'quarantined' } }
  const partly: Grant = { ...quarantine, fields: ['originalFilename'] }

  it('counts no grant with a rule or with fields, though rows are reached by it', () => {
    const conditional = [member(acme, [some, partly])]
    expect(mayWholly(conditional, asked)).toBe(false)
    expect(mayWholly(conditional, { ...asked, organization: acme })).toBe(false)
    expect(mayWholly([member(acme, [some, quarantine])], asked)).toBe(true)
    expect(mayWholly([member(acme, [{ resource: '*', action: '*' }])], asked)).toBe(true)
  })

  it('is asked of one organization, or of any', () => {
    const memberships = [member(acme, [some]), member(beta, [quarantine])]
    const of = (organization?: string) => mayWholly(memberships, { ...asked, organization })
    expect([of(), of(acme), of(beta), of(userId)]).toEqual([true, false, true, false])
    expect(mayWholly(memberships, { ...asked, action: 'purge' })).toBe(false)
  })
})

describe('scopeToFilter', () => {
  const rule = { ...viewProducts, where: { not: countryIs('$membership.country') } }
  const reaches = (scope: Scope, row: Readonly<Record<string, unknown>>) =>
    evaluateFilter(scopeToFilter(scope, Product), row, Product)
  const bolt = { organization: acme, customFields: { country: 'CH' } }

  it('says of a row in memory what the scope says of it in SQL', () => {
    const scope = scopeFor(principal(member(acme, [rule], { country: 'AT' })), 'view', Product)
    expect(reaches(scope, bolt)).toBe(true)
    expect(reaches(scope, { ...bolt, customFields: { country: 'AT' } })).toBe(false)
    expect(reaches(scope, { ...bolt, organization: beta })).toBe(false)
    expect(reaches({ kind: 'all' }, bolt)).toBe(true)
    expect(reaches({ kind: 'none' }, bolt)).toBe(false)
  })

  it('reaches nothing where the attribute that the rule names is missing, also under not', () => {
    expect(reaches(scopeFor(principal(member(acme, [rule])), 'view', Product), bolt)).toBe(false)
  })

  it('reaches nothing where the attribute does not fit the field that the rule compares it with', () => {
    const byReference = {
      ...viewProducts,
      where: { field: 'createdBy', op: 'neq', value: '$membership.rival' } as const,
    }
    expect(reaches(scopeFor(principal(member(acme, [byReference], { rival: 'Bob' })), 'view', Product), bolt)).toBe(
      false,
    )
  })

  it('has no limit on the number of memberships', () => {
    const organizations = [...Array.from({ length: 600 }, () => beta), acme]
    expect(reaches({ kind: 'within', parts: [{ organizations }] }, bolt)).toBe(true)
  })

  it("is the organization's own key for organizations, and the owner for personal data", () => {
    expect(scopeToFilter({ kind: 'within', parts: [{ organizations: [acme] }] }, Organization)).toEqual({
      or: [{ and: [{ field: 'id', op: 'in', value: [acme] }] }],
    })
    expect(scopeToFilter(scopeFor(principal(), 'view', Profile), Profile)).toEqual({
      field: 'user',
      op: 'eq',
      value: userId,
    })
  })
})

describe('readableFields', () => {
  const fieldsWith = (...grants: Grant[]) =>
    readableFields(scopeFor(principal(member(acme, grants)), 'view', Product), Product)

  it('are all of them unless a grant names some', () => {
    expect(fieldsWith(viewProducts)).toBe('all')
    expect(fieldsWith({ ...viewProducts, where: active })).toBe('all')
  })

  it('are those that a grant names, and those without which no row can be addressed', () => {
    expect(fieldsWith({ ...viewProducts, fields: ['name'] })).toEqual(
      new Set(['id', 'organization', 'name', 'version']),
    )
  })

  it('are only those that every row shows, when grants show different ones', () => {
    const names: Grant = { ...viewProducts, fields: ['name', 'sku'] }
    const statuses: Grant = { ...viewProducts, where: active, fields: ['status', 'name'] }
    expect(fieldsWith(names, statuses)).toEqual(new Set(['id', 'organization', 'name', 'version']))
    expect(fieldsWith(names, { ...viewProducts, where: active })).toEqual(
      new Set(['id', 'organization', 'name', 'sku', 'version']),
    )
  })
})
