import { type Resource, type ResourceName, resources } from '@groundwork/domain'
import { drawSample, type Tell, type Told } from './draw-sample.ts'
import type { Sample, SampleNeeds } from './sample.ts'
import { unique } from './world.ts'

/** Where files of samples are from, too. */
const ofGermany = { country: 'DE' }

/** What the definition alone does not tell. A resource that is not here has all of its sample drawn from its definition. */
const told: { readonly [Name in ResourceName]?: (needs: SampleNeeds) => Told } = {
  organization: ({ organization }) => ({
    values: { organizationType: 'Team', parent: organization },
    change: { timezone: 'Europe/Berlin' },
  }),
  user: () => {
    const username = `sample-${unique()}`
    return { values: { username, email: `${username}@example.test` }, change: { firstName: 'Ada' } }
  },
  profile: ({ user }) => ({ values: { user } }),
  role: () => ({ change: { description: 'x' } }),
  invitation: () => ({
    values: { expiresAt: '2030-01-01T00:00:00.000Z' },
    change: { expiresAt: '2031-01-01T00:00:00.000Z' },
  }),
  // Of a kind of which no other sample is in the same organization: theirs have fields that nobody has defined.
  customFieldDefinition: () => ({ values: { resource: 'organization' } }),
  // One that is not shared is its maker's alone, and the system's is nobody's.
  storedFilter: () => ({ values: { resource: 'product', visibility: 'organization' } }),
  file: () => ({
    values: { originalFilename: `${unique()}.txt`, uploadedBy: null, filePath: unique() },
    change: { originalFilename: 'renamed.txt' },
  }),
  // It reads at least one of its files.
  importSession: () => ({ values: ofGermany, also: ['statFile'], change: { status: 'RUNNING' } }),
  client: () => ({ values: ofGermany }),
  policy: () => ({ values: ofGermany }),
  claim: () => ({ values: ofGermany }),
  dataJob: () => ({
    values: { jobType: 'export', target: 'product', status: 'PENDING' },
    change: { status: 'CANCELLED' },
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
}

const tell: Tell = ({ name }, needs) => told[name as ResourceName]?.(needs) ?? {}

/** What a row of a resource can be made of. Its references lead to rows that are found, or made for it. */
export const sampleOf = (resource: Resource, needs: SampleNeeds): Promise<Sample> =>
  drawSample(resource, { ...needs, tell })

/** The registry with its types let go: generic suites treat all resources alike. */
export const sampledResources = Object.entries<Resource>(resources).map(([name, resource]) => ({
  name: name as ResourceName,
  resource,
  sample: (needs: SampleNeeds) => sampleOf(resource, needs),
}))
