import { z } from 'zod'
import type { Filter } from '../filter/filter.ts'
import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, json, printable, reference, text } from '../resource/field.ts'

export const viewVisibilities = ['private', 'role', 'organization'] as const
export type ViewVisibility = (typeof viewVisibilities)[number]

/** A column that a view shows, with its width in pixels where somebody has given it one. */
export const viewColumn = z.strictObject({
  name: printable.min(1).max(160),
  width: z.int().min(40).max(2000).exactOptional(),
})
export type ViewColumn = z.output<typeof viewColumn>

/** Held against the resource that the view is of by `parseViewContent`; here only its outer shape. */
const storedFilter = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Filter>

/**
 * What somebody wants to see of a resource's list, kept under a name: which rows, which columns, in which order and groups
 * (seed 001, Stored Filters; "view" for people). Whoever is shown it by somebody else sees through it what they may see
 * anyway: it gives no right to any row.
 */
export const StoredFilter = defineResource({
  name: 'storedFilter',
  plural: 'stored-filters',
  label: 'saved view',
  table: 'stored_filter',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    /** The kind of row that the list is of: `product`. */
    resource: text({ max: 60, write: 'create', filter: true, sort: true }),
    name: text({ max: 120, filter: true, sort: true, search: true }),
    description: text({ max: 500, presence: 'defaulted' }),
    filter: json(storedFilter, { presence: 'nullable' }),
    /** None: those that the list shows by itself. */
    columns: json(z.array(viewColumn).min(1).max(100), { presence: 'nullable' }),
    /** As a list is asked for: `-createdAt` is newest first. */
    ordering: json(z.array(printable.min(1).max(160)).max(5), { presence: 'defaulted' }),
    groupBy: text({ max: 160, min: 1, presence: 'nullable' }),
    visibility: choice(viewVisibilities, { presence: 'defaulted', filter: true }),
    /** Whose view it is besides its maker's, while it is shared with a role. */
    role: reference('role', { presence: 'nullable', filter: true, onDelete: 'clear' }),
    /** Only its maker, and who may `changeLocked`, change or delete it. */
    isLocked: boolean({ presence: 'defaulted', filter: true }),
    /** What the organization starts a list of this kind with. One of each kind. */
    isDefault: boolean({ presence: 'defaulted', write: 'never', filter: true }),
    /** The defined custom fields that it named when it was last changed: one that is gone since makes it a broken view. */
    customFieldKeys: json(z.array(z.string()), { presence: 'defaulted', write: 'never' }),
  },
  softDelete: true,
  actions: ['share', 'setDefault', 'changeLocked'],
  /** Private means private: whatever a role grants, a view that is not shared is its maker's alone. */
  bounds: ({ userId, roleId }) => ({
    or: [
      { field: 'createdBy', op: 'eq', value: userId },
      { field: 'visibility', op: 'eq', value: 'organization' },
      ...(roleId === undefined
        ? []
        : [
            {
              and: [
                { field: 'visibility', op: 'eq', value: 'role' },
                { field: 'role', op: 'eq', value: roleId },
              ],
            } as const,
          ]),
    ],
  }),
  lookups: { createdByUsername: 'createdBy.username', roleName: 'role.name', organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})

/** Whose first sight of a list a default is. */
export const defaultAudiences = ['me', 'organization'] as const
export type DefaultAudience = (typeof defaultAudiences)[number]
