import { describe, expect, it } from 'vitest'
import { StoredFile } from '../file/stored-file.ts'
import { evaluateFilter } from '../filter/evaluate-filter.ts'
import { Profile } from '../identity/profile.ts'
import { User } from '../identity/user.ts'
import { UnitOfMeasure } from '../reference/unit-of-measure.ts'
import { resources } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import { actionsOf } from './actions.ts'
import { explainAccess, grantInWords } from './explain-access.ts'
import type { Grant, Principal } from './principal.ts'
import { Role } from './role.ts'
import { scopeFor, scopeToFilter } from './scope.ts'
import { seededRoles } from './seeded-roles.ts'

const me = '01890a5d-ac96-774b-bcce-b302099a8059'
const other = '01890a5d-ac96-774b-bcce-b302099a805a'
const acme = '01890a5d-ac96-774b-bcce-b302099a8057'
const beta = '01890a5d-ac96-774b-bcce-b302099a8058'

const holderOf = (grants: readonly Grant[], more: Partial<Principal> = {}): Principal => ({
  kind: 'user',
  userId: me,
  username: 'ada',
  isSuperuser: false,
  memberships: [{ organization: acme, role: 'clerk', attributes: { country: 'CH' }, grants }],
  ...more,
})

const viewFiles: Grant = { resource: 'file', action: 'view' }
const ownFiles: Grant = { ...viewFiles, where: { field: 'uploadedBy', op: 'eq', value: '$principal.userId' } }

const rowOf = (
  principal: Principal,
  action: string,
  row: Readonly<Record<string, unknown>>,
  resource: Resource = StoredFile,
) => ({
  organization: (row.organization as string | undefined) ?? null,
  isOwn: false,
  reaches: (membership: Principal['memberships'][number], grant: Grant) => {
    const alone = scopeFor({ ...principal, memberships: [{ ...membership, grants: [grant] }] }, action, resource)
    return evaluateFilter(scopeToFilter(alone, resource), row, resource)
  },
})
const theirs = { organization: acme, uploadedBy: other, createdBy: other, customFields: { country: 'CH' } }
const mine = { ...theirs, uploadedBy: me, createdBy: me }

const view = (grants: readonly Grant[], row?: Readonly<Record<string, unknown>>, field?: string) => {
  const principal = holderOf(grants)
  return explainAccess({
    principal,
    action: 'view',
    resource: StoredFile,
    field,
    row: row && rowOf(principal, 'view', row),
  })
}

describe('explaining access', () => {
  it('names the grant that allowed, and says it in words', () => {
    expect(view([ownFiles], mine)).toEqual({
      isAllowed: true,
      reason: 'granted',
      words: 'The role clerk may view file where uploaded by is the user',
      grants: [
        {
          organization: acme,
          role: 'clerk',
          grant: ownFiles,
          verdict: 'allows',
          words: 'view file where uploaded by is the user',
        },
      ],
    })
  })

  it('names the grant that does not cover the row', () => {
    expect(view([ownFiles], theirs)).toMatchObject({
      isAllowed: false,
      reason: 'row_not_covered',
      words: 'Not allowed to view this file: only view file where uploaded by is the user',
      grants: [{ verdict: 'row_not_covered' }],
    })
  })

  it('names the grant that does not show the field', () => {
    const some: Grant = { ...viewFiles, fields: ['originalFilename', 'tags'] }
    expect(view([some], theirs, 'sha256')).toMatchObject({
      isAllowed: false,
      reason: 'field_not_covered',
      grants: [{ verdict: 'field_not_covered', words: 'view file, only original filename, tags' }],
    })
    expect(view([some], theirs, 'tags')).toMatchObject({ isAllowed: true, reason: 'granted' })
    expect(view([some], theirs, 'id')).toMatchObject({ isAllowed: true })
  })

  it('puts what allows before what does not, and leaves out other resources', () => {
    const grants = [{ resource: 'product', action: 'view' }, { ...viewFiles, action: 'delete' }, ownFiles, viewFiles]
    expect(view(grants, theirs).grants.map(({ grant, verdict }) => [grant, verdict])).toEqual([
      [viewFiles, 'allows'],
      [ownFiles, 'row_not_covered'],
      [{ ...viewFiles, action: 'delete' }, 'other_action'],
    ])
  })

  it.each([
    ['no grant says so', [{ resource: 'product', action: '*' }], 'no_grant'],
    ['another action is not this one', [{ ...viewFiles, action: 'add' }], 'no_grant'],
    ['rows in general: a rule is enough', [ownFiles], 'granted'],
    ['everything covers it', [{ resource: '*', action: '*' }], 'granted'],
  ] as const)('%s', (_, grants, reason) => {
    expect(view(grants).reason).toBe(reason)
  })

  it('tells a superuser, reference data, shared rows and what is ones own apart from grants', () => {
    const asked = { principal: holderOf([]), action: 'view' }
    expect(
      explainAccess({ ...asked, principal: holderOf([], { isSuperuser: true }), resource: StoredFile }).reason,
    ).toBe('superuser')
    expect(explainAccess({ ...asked, resource: UnitOfMeasure }).reason).toBe('shared')
    expect(explainAccess({ ...asked, action: 'change', resource: UnitOfMeasure }).reason).toBe('no_grant')
    const nobodys = { organization: null, isOwn: false, reaches: () => false }
    expect(explainAccess({ ...asked, resource: Role, row: nobodys }).reason).toBe('shared')
    expect(explainAccess({ ...asked, action: 'change', resource: Role, row: nobodys }).isAllowed).toBe(false)
    expect(explainAccess({ ...asked, resource: Profile, row: { ...nobodys, isOwn: true } }).reason).toBe('own_row')
    expect(
      explainAccess({ ...asked, action: 'delete', resource: User, row: { ...nobodys, isOwn: true } }).isAllowed,
    ).toBe(false)
  })

  it("never takes an organization's grant for a right to change its people", () => {
    const principal = holderOf([{ resource: '*', action: '*' }])
    const colleague = { organization: null, isOwn: false, reaches: () => true }
    expect(explainAccess({ principal, action: 'change', resource: User, row: colleague })).toMatchObject({
      isAllowed: false,
      reason: 'no_grant',
      grants: [{ verdict: 'other_action' }],
    })
  })

  it('speaks of the memberships where the row is, and says when there is none or one is withheld', () => {
    const elsewhere = { ...theirs, organization: beta }
    expect(view([viewFiles], elsewhere)).toMatchObject({ isAllowed: false, reason: 'no_membership', grants: [] })
    const principal = holderOf([viewFiles])
    const asked = { principal, action: 'view', resource: StoredFile, organization: beta }
    expect(explainAccess({ ...asked, isWithheld: true }).reason).toBe('withheld')
    expect(explainAccess(asked).reason).toBe('no_membership')
  })
})

describe('an explanation and the engine tell the same story', () => {
  const cases = seededRoles.flatMap(({ slug, grants }) =>
    Object.values<Resource>(resources).map((resource) => ({ slug, grants, resource, name: resource.name })),
  )

  it.each(cases)('for a $slug and any $name', ({ grants, resource }) => {
    const principal = holderOf(grants)
    for (const action of actionsOf(resource)) {
      const { isAllowed } = explainAccess({ principal, action, resource })
      expect([action, isAllowed]).toEqual([action, scopeFor(principal, action, resource).kind !== 'none'])
    }
  })

  it.each(seededRoles)('for a $slug and one file', ({ grants }) => {
    const principal = holderOf(grants)
    for (const action of actionsOf(StoredFile)) {
      for (const row of [mine, theirs, { ...mine, customFields: { country: 'AT' } }, { ...mine, organization: beta }]) {
        const { isAllowed } = explainAccess({
          principal,
          action,
          resource: StoredFile,
          row: rowOf(principal, action, row),
        })
        const isReached = evaluateFilter(
          scopeToFilter(scopeFor(principal, action, StoredFile), StoredFile),
          row,
          StoredFile,
        )
        expect([action, isAllowed]).toEqual([action, isReached])
      }
    }
  })
})

describe('a grant in words', () => {
  it.each([
    [{ resource: '*', action: '*' }, 'do everything with anything'],
    [{ resource: 'file', action: '*' }, 'do everything with file'],
    [{ resource: 'role', action: 'viewAs' }, 'view as role'],
    [{ ...viewFiles, fields: [] }, 'view file, only nothing'],
  ] as const)('%j is %s', (grant, words) => {
    expect(grantInWords(grant)).toBe(words)
  })
})
