import type { Filter } from '../filter/filter.ts'
import { knownResource, resources } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import { actionsOf } from './actions.ts'
import { ownRows } from './own-rows.ts'
import type { Grant } from './principal.ts'

export interface SeededRole {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly grants: readonly Grant[]
}

/** A rule, or one that is told otherwise for each resource. */
type Where = Filter | ((resource: string) => Filter)

/** Each resource gets those of the actions that it has. */
const grants = (names: readonly string[], actions: readonly string[], where?: Where): Grant[] =>
  names.flatMap((resource) => {
    const rule = typeof where === 'function' ? where(resource) : where
    return actionsAt(resource, actions).map((action) => ({ resource, action, ...(rule && { where: rule }) }))
  })

const actionsAt = (name: string, actions: readonly string[]): readonly string[] => {
  const subject = knownResource(name)
  const known = subject && actionsOf(subject)
  return known ? actions.filter((action) => action === '*' || known.includes(action)) : actions
}

/** Who belongs, and in what way, is given with more care than records are. */
const ofAccess: ReadonlySet<string> = new Set(['role', 'membership', 'invitation'])
/** Written by the system alone: whoever may import or export asks for one, and sees their own. */
const ofSystem: readonly string[] = ['dataJob']
/** What records look like is for those who answer for all of them. */
const ofSettings: readonly string[] = ['customFieldDefinition']

const everydayResources = Object.values<Resource>(resources).filter(
  ({ name, scope, appendOnly }) =>
    scope.kind === 'organization' &&
    scope.field === 'organization' &&
    !appendOnly &&
    !ofAccess.has(name) &&
    !ofSystem.includes(name) &&
    !ofSettings.includes(name),
)
/** What people work with: a new resource of organizations is among it by itself. */
const everyday = everydayResources.map(({ name }) => name)
const hasCountry = (name: string): boolean => knownResource(name)?.fields.country !== undefined
/** What can have a country. */
const territorial = everydayResources
  .filter(({ name, customFields }) => customFields || hasCountry(name))
  .map(({ name }) => name)
/** What sessions bring in, and the sessions themselves (seed 002). */
const fedBySessions: readonly string[] = ['client', 'policy', 'claim']
const sessionActions = ['cancel', 'retry', 'undo']

/** Reads the everyday records, and the bytes of files. */
const reads = (where?: Where): Grant[] => [
  ...grants(where ? territorial : everyday, ['view'], where),
  ...grants(['file'], ['download'], where),
  ...grants(ofSettings, ['view']),
]
/** Without these a screen could not say where one is, and as what. */
const names = ['organization', 'role']
const people = [...names, 'membership']
const change = ['change', 'delete', 'restore', 'move']
const write = ['add', ...change]

/** What can be passed on to others; files and folders by links to strangers as well. */
const shareable = ['file', 'folder', 'storedFilter']

/** Whoever reads lists keeps views of them, their own and those that are shown to them (docs/saved-views.md). */
const keepsViews: readonly Grant[] = [
  ...grants(['storedFilter'], ['view', 'add']),
  ...grants(['storedFilter'], change, ownRows),
]
/** The country stands on the row as a field or as a custom field, and on the membership as an attribute (seed 002). */
const isOfOwnCountry = (name: string): Filter => ({
  field: hasCountry(name) ? 'country' : 'customFields.country',
  op: 'eq',
  value: '$membership.country',
})
const isOwnHere = (name: string): Filter => ({ and: [isOfOwnCountry(name), ownRows] })
const isOfSessionHere: Filter = { field: 'importSession.country', op: 'eq', value: '$membership.country' }

/** Loaded by slug. Their grants may be edited like any other role's, and an edited one is never overwritten. */
export const seededRoles: readonly SeededRole[] = [
  {
    slug: 'owner',
    name: 'Owner',
    description: 'Everything in the organization.',
    grants: [{ resource: '*', action: '*' }],
  },
  {
    slug: 'administrator',
    name: 'Administrator',
    description: 'Everything but deleting and moving the organization itself.',
    grants: [
      ...grants(['membership', 'invitation', 'user', ...ofSettings, ...ofSystem, ...everyday], ['*']),
      ...grants(['organization'], ['view', 'add', 'change', 'restore']),
      ...grants(['role'], ['view', 'add', 'change', 'delete', 'viewAs']),
      ...grants(['apiKey'], ['view', 'delete']),
      ...grants(['auditEntry'], ['view', 'export']),
    ],
  },
  {
    slug: 'manager',
    name: 'Manager',
    description: 'Reads and changes all records and files; sees the members.',
    grants: [
      ...grants(people, ['view']),
      ...reads(),
      ...grants([...everyday, ...ofSettings], [...write, 'export', 'import']),
      // Everybody sees their own jobs; by grant so do the keys of those who ask for them.
      ...grants(ofSystem, ['view', 'apply', 'undo', 'cancel', 'retry'], ownRows),
      ...grants(['tag'], ['merge']),
      ...grants(['storedFilter'], ['setDefault']),
      ...grants(['file'], ['purge']),
      ...grants(['importSession'], sessionActions),
      ...grants(shareable, ['share']),
    ],
  },
  {
    slug: 'member',
    name: 'Member',
    description: 'Reads everything, adds files and records, changes and deletes their own.',
    grants: [
      ...grants(people, ['view']),
      ...reads(),
      ...grants(everyday, ['add']),
      ...grants(everyday, change, ownRows),
      ...grants(shareable, ['share'], ownRows),
    ],
  },
  {
    slug: 'viewer',
    name: 'Viewer',
    description: 'Reads records and files, changes nothing but views of their own.',
    grants: [...grants(names, ['view']), ...reads(), ...keepsViews],
  },
  {
    slug: 'auditor',
    name: 'Auditor',
    description: 'Reads everything, the audit trail included.',
    grants: [
      ...grants([...people, 'invitation', 'user', 'apiKey'], ['view']),
      ...reads(),
      ...keepsViews,
      ...grants([...ofSystem, 'auditEntry'], ['view']),
      ...grants(['auditEntry'], ['export']),
    ],
  },
  {
    slug: 'global-administrator',
    name: 'Global administrator',
    description: 'Everything, in every country. Given at the top, with reach into all organizations below.',
    grants: [{ resource: '*', action: '*' }],
  },
  {
    slug: 'territorial-administrator',
    name: 'Territorial administrator',
    description: 'Reads, adds, changes and deletes the files and records of their own country; sees the members.',
    grants: [
      ...grants(people, ['view']),
      ...reads(isOfOwnCountry),
      ...grants(territorial, write, isOfOwnCountry),
      ...grants(fedBySessions, ['import', 'export'], isOfOwnCountry),
      ...grants(['importSession'], sessionActions, isOfOwnCountry),
      ...grants(ofSystem, ['view'], isOfSessionHere),
      ...keepsViews,
    ],
  },
  {
    slug: 'technical-department-head',
    name: 'Technical department head',
    description:
      'Reads and adds the files and records of their own country, changes and deletes those that are their own.',
    grants: [
      ...grants(people, ['view']),
      ...reads(isOfOwnCountry),
      ...grants(territorial, ['add'], isOfOwnCountry),
      ...grants(territorial, change, isOwnHere),
      ...grants(fedBySessions, ['import'], isOfOwnCountry),
      ...grants(['importSession'], sessionActions, isOwnHere),
      ...keepsViews,
    ],
  },
  {
    slug: 'import-agent',
    name: 'Import agent',
    description: 'Brings files of their own country in by sessions, and sees what is their own.',
    grants: [
      ...grants(names, ['view']),
      ...grants(ofSettings, ['view']),
      ...grants(['file', ...fedBySessions, 'importSession'], ['add'], isOfOwnCountry),
      ...grants(fedBySessions, ['import'], isOfOwnCountry),
      ...grants(['file', ...fedBySessions], ['view', 'download', ...change], isOwnHere),
      ...grants(['importSession'], ['view', ...sessionActions], isOwnHere),
      ...keepsViews,
    ],
  },
  {
    slug: 'uploader',
    name: 'Uploader',
    description: 'Adds files and sees only their own.',
    grants: [
      ...grants(names, ['view']),
      ...grants(['file'], ['add']),
      ...grants(ofSettings, ['view']),
      ...grants(['file'], ['view', 'download', ...change], ownRows),
      // Whoever brings a whole folder makes it as well.
      ...grants(['folder'], ['add']),
      ...grants(['folder'], ['view', ...change], ownRows),
      ...keepsViews,
    ],
  },
]
