import { type Resource, type ResourceName, resources } from '@groundwork/domain'
import { unique } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** What a row of a resource can be made of, and one change to it. */
export interface Sample {
  readonly values: Values
  readonly change: Values
}

export interface SampleNeeds {
  readonly organization: string
  /** Somebody who has no membership in the organization yet. */
  readonly user: string
  readonly role: string
}

/** A new resource does not compile without a sample, and with one it has its contract tests. */
export const samples = {
  organizationType: () => ({ values: { name: `Type ${unique()}` }, change: { description: 'x' } }),
  organization: ({ organization }) => {
    const name = `Organization ${unique()}`
    return {
      values: { name, code: name, organizationType: 'Team', parent: organization },
      change: { timezone: 'Europe/Berlin' },
    }
  },
  user: () => {
    const username = `sample-${unique()}`
    return { values: { username, email: `${username}@example.test` }, change: { firstName: 'Ada' } }
  },
  profile: ({ user }) => ({ values: { user }, change: { jobTitle: 'Smith' } }),
  role: ({ organization }) => ({
    values: { organization, slug: `role-${unique()}`, name: 'Role' },
    change: { description: 'x' },
  }),
  membership: ({ organization, user, role }) => ({ values: { organization, user, role }, change: { isActive: false } }),
  invitation: ({ organization, role }) => ({
    values: { organization, role, email: `${unique()}@example.test`, expiresAt: '2030-01-01T00:00:00.000Z' },
    change: { expiresAt: '2031-01-01T00:00:00.000Z' },
  }),
  unitOfMeasure: () => {
    const code = `U${unique().replaceAll('-', '_').toUpperCase()}`
    return { values: { code, name: code, uomType: 'Other' }, change: { symbol: 'x' } }
  },
  product: ({ organization }) => ({
    values: {
      organization,
      sku: unique(),
      name: 'Anvil',
      productType: 'PHYSICAL_GOOD',
      tags: ['a'],
      customFields: { color: 'red' },
    },
    change: { name: 'Big anvil' },
  }),
  file: ({ organization }) => ({
    values: { organization, originalFilename: `${unique()}.txt`, uploadedBy: null },
    change: { originalFilename: 'renamed.txt' },
  }),
  auditEntry: ({ organization }) => ({
    values: {
      organization,
      actorLabel: 'ada',
      actionType: 'VIEW',
      resource: 'file',
      objectId: unique(),
      objectRepr: `${unique()}.txt`,
      context: { ip: '192.0.2.1' },
    },
    change: { objectRepr: 'something else' },
  }),
} as const satisfies { readonly [Name in ResourceName]: (needs: SampleNeeds) => Sample }

/** The registry with its types let go: generic suites treat all resources alike. */
export const sampledResources = Object.entries(resources).map(([name, resource]) => ({
  name: name as ResourceName,
  resource: resource as Resource,
  sample: samples[name as ResourceName] as (needs: SampleNeeds) => Sample,
}))
