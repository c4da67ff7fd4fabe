import { describe, expect, it } from 'vitest'
import { DataJob } from '../data-job/data-job.ts'
import { StoredFile } from '../file/stored-file.ts'
import { evaluateFilter } from '../filter/evaluate-filter.ts'
import { Membership } from '../organization/membership.ts'
import { Organization } from '../organization/organization.ts'
import { resources } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { JsonObject } from '../resource/json-object.ts'
import { Tag } from '../tag/tag.ts'
import { parseGrant } from './parse-grant.ts'
import type { Principal } from './principal.ts'
import { Role } from './role.ts'
import { scopeFor, scopeToFilter } from './scope.ts'
import { seededRoles } from './seeded-roles.ts'

const me = '01890a5d-ac96-774b-bcce-b302099a8059'
const somebodyElse = '01890a5d-ac96-774b-bcce-b302099a805a'
const acme = '01890a5d-ac96-774b-bcce-b302099a8057'
const beta = '01890a5d-ac96-774b-bcce-b302099a8058'

function holderOf(slug: string, attributes: JsonObject = { country: 'CH' }): Principal {
  const grants = seededRoles.find((role) => role.slug === slug)?.grants ?? []
  const membership = { organization: acme, role: slug, attributes, grants }
  return { kind: 'user', userId: me, username: 'ada', isSuperuser: false, memberships: [membership] }
}

const may = (
  principal: Principal,
  action: string,
  row: Readonly<Record<string, unknown>>,
  resource: Resource = StoredFile,
) => evaluateFilter(scopeToFilter(scopeFor(principal, action, resource), resource), row, resource)

const file = (by: string, country: string, organization = acme) => ({
  organization,
  uploadedBy: by,
  createdBy: by,
  customFields: { country },
})

const rows = {
  'my own file': file(me, 'CH'),
  'my own file from abroad': file(me, 'AT'),
  "a colleague's file of my country": file(somebodyElse, 'CH'),
  "a colleague's file of another country": file(somebodyElse, 'AT'),
  "another organization's file": file(me, 'CH', beta),
  'what came through my link': { ...file(me, 'CH'), uploadedBy: null },
  "a colleague's file that I have uploaded": { ...file(somebodyElse, 'CH'), uploadedBy: me },
}
type RowName = keyof typeof rows

const actions = ['view', 'download', 'add', 'change', 'delete'] as const
const letters = { view: 'v', download: 'd', add: 'a', change: 'c', delete: 'x' } as const

/** What each role may do with each row: view, download, add, change, delete (x). Nothing anywhere with the last one. */
const expected: Readonly<Record<string, Partial<Record<RowName, string>>>> = {
  owner: everyRow('vdacx'),
  administrator: everyRow('vdacx'),
  manager: everyRow('vdacx'),
  member: { ...everyRow('vda'), ...myRows('vdacx') },
  viewer: everyRow('vd'),
  auditor: everyRow('vd'),
  'global-administrator': everyRow('vdacx'),
  'territorial-administrator': { ...myRowsHere('vdacx'), ...theirRowsHere('vdacx') },
  'technical-department-head': { ...myRowsHere('vdacx'), ...theirRowsHere('vda') },
  'import-agent': { ...myRowsHere('vdacx'), ...theirRowsHere('a') },
  uploader: { ...everyRow('a'), ...myRows('vdacx') },
}

type Letters = Partial<Record<RowName, string>>

function myRowsHere(may: string): Letters {
  return { 'my own file': may, 'what came through my link': may }
}
function myRows(may: string): Letters {
  return { ...myRowsHere(may), 'my own file from abroad': may }
}
function theirRowsHere(may: string): Letters {
  return { "a colleague's file of my country": may, "a colleague's file that I have uploaded": may }
}
function everyRow(may: string): Letters {
  return { ...myRows(may), ...theirRowsHere(may), "a colleague's file of another country": may }
}

describe('Role-Based Permissions: different access levels based on user roles (seed 002)', () => {
  const cases = seededRoles.flatMap(({ slug }) =>
    (Object.keys(rows) as RowName[]).map((row) => ({ slug, row, letters: expected[slug]?.[row] ?? '' })),
  )

  it.each(cases)('the $slug may "$letters" with $row', ({ slug, row, letters: allowed }) => {
    const found = actions.filter((action) => may(holderOf(slug), action, rows[row]))
    expect(found.map((action) => letters[action]).join('')).toBe(allowed)
  })
})

describe('Country-Based Filtering: users can only access files from their assigned country (seed 002)', () => {
  it.each(['territorial-administrator', 'technical-department-head'])('as %s', (slug) => {
    expect(may(holderOf(slug), 'view', file(somebodyElse, 'CH'))).toBe(true)
    expect(may(holderOf(slug), 'view', file(somebodyElse, 'AT'))).toBe(false)
    expect(may(holderOf(slug), 'view', { ...file(somebodyElse, 'CH'), customFields: {} })).toBe(false)
  })

  it.each(['territorial-administrator', 'technical-department-head'])(
    'and a %s without a country reaches none',
    (slug) => {
      expect(may(holderOf(slug, {}), 'view', file(me, 'CH'))).toBe(false)
      expect(may(holderOf(slug, {}), 'view', { ...file(me, 'CH'), customFields: {} })).toBe(false)
    },
  )
})

describe('Ownership Control: users can only delete their own files, with admin exceptions (seed 002)', () => {
  it.each(['member', 'technical-department-head', 'uploader'])('a %s deletes only their own', (slug) => {
    expect(may(holderOf(slug), 'delete', file(me, 'CH'))).toBe(true)
    expect(may(holderOf(slug), 'delete', file(somebodyElse, 'CH'))).toBe(false)
  })

  it.each(['global-administrator', 'territorial-administrator', 'administrator'])(
    'a %s also those of others',
    (slug) => {
      expect(may(holderOf(slug), 'delete', file(somebodyElse, 'CH'))).toBe(true)
    },
  )
})

describe('the seeded roles', () => {
  it.each(seededRoles.filter(({ slug }) => !['viewer', 'uploader', 'import-agent'].includes(slug)))(
    'let a $slug see the organization, its roles and its members',
    ({ slug }) => {
      for (const resource of [Organization, Role, Membership]) {
        expect(may(holderOf(slug), 'view', { id: acme, organization: acme }, resource)).toBe(true)
      }
    },
  )

  const records = Object.values<Resource>(resources).filter(
    ({ name, scope, appendOnly }) =>
      scope.kind === 'organization' &&
      scope.field === 'organization' &&
      !appendOnly &&
      !['role', 'membership', 'invitation', 'dataJob'].includes(name),
  )
  it.each(records)('let a manager keep every $name, and everybody read it', (resource) => {
    const row = { organization: acme, createdBy: somebodyElse, visibility: 'organization', customFields: {} }
    for (const action of ['view', 'add', 'change', 'delete']) {
      for (const slug of ['administrator', 'manager']) expect(may(holderOf(slug), action, row, resource)).toBe(true)
    }
    for (const slug of ['member', 'viewer', 'auditor']) {
      expect(may(holderOf(slug), 'view', row, resource)).toBe(true)
      expect(may(holderOf(slug), 'change', row, resource)).toBe(false)
    }
  })

  it('let everybody see the jobs that they have asked for, and administrators and auditors those of others', () => {
    const [own, others] = [
      { organization: acme, createdBy: me },
      { organization: acme, createdBy: somebodyElse },
    ]
    const slugs = seededRoles.map(({ slug }) => slug)
    const seeing = (row = others) => slugs.filter((slug) => may(holderOf(slug), 'view', row, DataJob))
    expect(seeing(own)).toEqual(slugs)
    expect(seeing()).toEqual(['owner', 'administrator', 'auditor', 'global-administrator'])
    expect(may(holderOf('auditor'), 'cancel', others, DataJob)).toBe(false)
    expect(may({ ...holderOf('member'), isLimited: true }, 'view', own, DataJob)).toBe(false)
    const preview = { organization: acme ?? '', role: 'member' }
    expect(may({ ...holderOf('member'), preview }, 'view', own, DataJob)).toBe(false)
  })

  it('let managers merge tags, and members not', () => {
    const holders = seededRoles
      .map(({ slug }) => slug)
      .filter((slug) => may(holderOf(slug), 'merge', { organization: acme }, Tag))
    expect(holders).toEqual(['owner', 'administrator', 'manager', 'global-administrator'])
  })

  it('let nobody but owners and global administrators move or delete an organization', () => {
    const holders = (action: string) =>
      seededRoles.map(({ slug }) => slug).filter((slug) => may(holderOf(slug), action, { id: acme }, Organization))
    expect(holders('move')).toEqual(['owner', 'global-administrator'])
    expect(holders('delete')).toEqual(['owner', 'global-administrator'])
  })

  const grants = seededRoles.flatMap(({ slug, grants }) =>
    grants.map((grant) => ({ slug, resource: grant.resource, action: grant.action, grant })),
  )
  it.each(grants)("the $slug's $action on $resource is a grant that an administrator could save", ({ grant }) => {
    expect(parseGrant(grant)).toEqual(grant)
  })
})
