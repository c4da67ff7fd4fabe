import type { Grant } from './principal.ts'

export interface SeededRole {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly grants: readonly Grant[]
}

const grants = (resources: readonly string[], actions: readonly string[], where?: Grant['where']): Grant[] =>
  resources.flatMap((resource) => actions.map((action) => ({ resource, action, ...(where && { where }) })))

const everyday = ['file', 'product']
const read = ['view', 'download']
const write = ['add', 'change', 'delete', 'restore']

/** Loaded once by slug; an administrator's later edits to their grants are kept. */
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
    description: 'Everything but deleting the organization itself.',
    grants: [
      ...grants(['membership', 'user', ...everyday], ['*']),
      ...grants(['organization'], ['view', 'add', 'change', 'move', 'restore']),
      ...grants(['auditEntry'], ['view']),
    ],
  },
  {
    slug: 'manager',
    name: 'Manager',
    description: 'Reads and changes all records and files; sees the members.',
    grants: [
      ...grants(['organization', 'membership'], ['view']),
      ...grants(everyday, [...read, ...write, 'export', 'import']),
    ],
  },
  {
    slug: 'member',
    name: 'Member',
    description: 'Reads everything, adds files and records, changes and deletes their own.',
    grants: [
      ...grants(['organization', 'membership'], ['view']),
      ...grants(everyday, [...read, 'add']),
      ...grants(everyday, ['change', 'delete', 'restore'], {
        field: 'createdBy',
        op: 'eq',
        value: '$principal.userId',
      }),
    ],
  },
  {
    slug: 'viewer',
    name: 'Viewer',
    description: 'Reads records and files, changes nothing.',
    grants: [...grants(['organization'], ['view']), ...grants(everyday, read)],
  },
  {
    slug: 'uploader',
    name: 'Uploader',
    description: 'Adds files and sees only their own (seed 002).',
    grants: [
      ...grants(['organization'], ['view']),
      ...grants(['file'], ['add']),
      ...grants(['file'], [...read, 'change', 'delete', 'restore'], {
        field: 'uploadedBy',
        op: 'eq',
        value: '$principal.userId',
      }),
    ],
  },
  {
    slug: 'auditor',
    name: 'Auditor',
    description: 'Reads everything, the audit trail included.',
    grants: [...grants(['organization', 'membership', 'auditEntry', ...everyday], ['view'])],
  },
]
